import type { Decider, Decision } from '#libs/eventsourcing';
import { completeContactTask } from './contact-task.js';
import { abandonMessage, beginAttempt, settleAttempt } from './delivery.js';
import type { NotificationOrder } from './orders.js';
import {
  correctRecipient,
  forgetRecipient,
  noteNumber,
  noteRecipient,
  noteSealing,
} from './recipient.js';
import { requireKnown, requireNumbered } from './known.js';
import { evolve, noRecipient, type NotificationEvent, type NotificationState } from './state.js';
import { tell } from './telling.js';

const decide = (
  order: NotificationOrder,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  switch (order.type) {
    case 'NoteRecipient':
      return noteRecipient(order, state);
    case 'NoteNumber':
      return noteNumber(order, state);
    case 'CorrectRecipient':
      return correctRecipient(order, state);
    case 'ForgetRecipient':
      return forgetRecipient(order, state);
    case 'NoteSealing':
      return noteSealing(order, state);
    case 'Tell':
      return tell(order, requireNumbered(state));
    case 'BeginAttempt':
      return beginAttempt(order, state);
    case 'SettleAttempt':
      return settleAttempt(order, state);
    case 'AbandonMessage':
      return abandonMessage(order, state);
    case 'CompleteContactTask':
      return completeContactTask(order, requireKnown(state));
  }
};

/** Who is told of a case, how, and what came of it: stream `notification-<complaint id>`. */
export const notificationDecider: Decider<NotificationState, NotificationOrder, NotificationEvent> =
  { initialState: () => noRecipient, evolve, decide };
