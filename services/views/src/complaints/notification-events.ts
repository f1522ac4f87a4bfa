import type { ComplaintPage } from '#libs/contracts';
import { added, patched } from '../shared/lists.js';
import type { Opened, Table } from '../shared/opened.js';
import { most, type ComplaintDocument } from './document.js';
import type { Change } from './intake-events.js';

type Message = ComplaintPage['messages'][number];
type Task = ComplaintPage['tasks'][number];

const queued = ({ data, metadata }: Opened<'MessageQueued'>): Message => ({
  messageId: data.messageId,
  purpose: data.purpose,
  transport: data.transport,
  recipient: data.recipient.kind,
  ...(data.recipient.kind === 'account' ? { accountId: data.recipient.accountId } : {}),
  state: 'queued',
  queuedAt: metadata.occurredAt,
  attempts: 0,
  lastAt: metadata.occurredAt,
});

const message = (
  { messages }: ComplaintDocument,
  id: string,
  change: Partial<Message>,
): Message[] => patched(messages, ({ messageId }) => messageId === id, change);

const openTasks = (tasks: Task[], which: (task: Task) => boolean, change: Partial<Task>): Task[] =>
  patched(tasks, (task) => task.state === 'open' && which(task), change);

/** Messages and contact tasks. */
export const notificationTable: Table<ComplaintDocument, Change> = {
  MessageQueued: ({ messages }, event) => ({
    messages: added(messages, queued(event), most.messages),
  }),
  DeliveryAttempted: (doc, { data, metadata }) => ({
    messages: message(doc, data.messageId, {
      state: 'sending',
      attempts: data.attempt,
      lastAt: metadata.occurredAt,
    }),
  }),
  MessageDelivered: (doc, { data, metadata }) => ({
    messages: message(doc, data.messageId, { state: 'delivered', lastAt: metadata.occurredAt }),
  }),
  DeliveryFailed: (doc, { data, metadata }) => ({
    messages: message(doc, data.messageId, {
      state: 'failed',
      lastAt: metadata.occurredAt,
      reason: data.reason,
    }),
  }),
  DeliveryOutcomeUnknown: (doc, { data, metadata }) => ({
    messages: message(doc, data.messageId, { state: 'unknown', lastAt: metadata.occurredAt }),
  }),
  DeliveryGivenUp: (doc, { data, metadata }) => ({
    messages: message(doc, data.messageId, {
      state: 'given-up',
      lastAt: metadata.occurredAt,
      reason: data.reason,
    }),
    tasks: openTasks(doc.tasks, ({ messageId }) => messageId === data.messageId, {
      state: 'given-up',
      doneAt: metadata.occurredAt,
    }),
  }),
  ContactTaskCreated: ({ tasks }, { data, metadata }) => ({
    tasks: added(tasks, { ...data, state: 'open', createdAt: metadata.occurredAt }, most.tasks),
  }),
  ContactTaskCompleted: (doc, { data, metadata }) => {
    const done = doc.tasks.find(({ taskId }) => taskId === data.taskId);
    return {
      tasks: openTasks(doc.tasks, ({ taskId }) => taskId === data.taskId, {
        state: data.outcome,
        doneAt: metadata.occurredAt,
        ...(data.note === undefined ? {} : { note: data.note }),
      }),
      ...(done && data.outcome === 'reached'
        ? {
            messages: message(doc, done.messageId, {
              state: 'delivered',
              lastAt: metadata.occurredAt,
            }),
          }
        : {}),
    };
  },
};
