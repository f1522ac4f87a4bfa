/** Stream of the messages of a case. */
export const notificationStream = (complaintId: string): string => `notification-${complaintId}`;
