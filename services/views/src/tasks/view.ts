import type { EventData, Words } from '#libs/contracts';
import { isOf } from '../shared/opened.js';
import type { OpenedEvent, View } from '#libs/projections';
import {
  byComplaint,
  caseOf,
  changed,
  entryOf,
  prefixes,
  typesOf,
  type Table,
} from '../shared/opened.js';

/** What a message by the hand of the Petugas has to tell. */
interface Wording {
  messageId: string;
  purpose: EventData<'MessageQueued'>['purpose'];
  text?: Words;
  about?: Record<string, string | number>;
}

export interface OpenTask {
  taskId: string;
  messageId: string;
  method: EventData<'ContactTaskCreated'>['method'];
  createdAt: string;
  wording?: Wording;
}

/** The open contact tasks of one complaint. The reporter's contact is not in it; it is asked of the complaint. */
export interface TasksDocument {
  complaintId: string;
  kecamatan: string;
  registerNumber?: string;
  reserved: boolean;
  /** Messages that wait for their task. */
  wordings: Wording[];
  open: OpenTask[];
  /** When the oldest open task came up; absent without one. */
  sortKey?: string;
}

const most = 100;

const sorted = (doc: TasksDocument): TasksDocument => {
  const [oldest] = doc.open;
  const sortKey = oldest && `${oldest.createdAt}|${doc.complaintId}`;
  return changed(doc, { sortKey });
};

const without = ({ open }: TasksDocument, which: (task: OpenTask) => boolean) => ({
  open: open.filter((task) => !which(task)),
});

const table: Table<TasksDocument, Partial<TasksDocument>> = {
  RegisterNumberAssigned: (_, { data }) => ({ registerNumber: data.registerNumber }),
  CaseArrived: (_, { data }) => ({ reserved: data.facts.sealed !== undefined }),
  CaseSealed: () => ({ reserved: true }),
  CaseUnsealed: () => ({ reserved: false }),
  MessageQueued: ({ wordings }, { data }) => {
    const { messageId, purpose, transport, text, about } = data;
    if (transport !== 'task') return {};
    const wording = {
      messageId,
      purpose,
      ...(text === undefined ? {} : { text }),
      ...(about === undefined ? {} : { about }),
    };
    return { wordings: [...wordings, wording].slice(-most) };
  },
  ContactTaskCreated: ({ wordings, open }, { data, metadata }) => {
    const wording = wordings.find(({ messageId }) => messageId === data.messageId);
    const task = {
      taskId: data.taskId,
      messageId: data.messageId,
      method: data.method,
      createdAt: metadata.occurredAt,
      ...(wording ? { wording } : {}),
    };
    return {
      open: [...open, task].slice(-most),
      wordings: wordings.filter((each) => each !== wording),
    };
  },
  ContactTaskCompleted: (doc, { data }) => without(doc, ({ taskId }) => taskId === data.taskId),
  DeliveryGivenUp: (doc, { data }) => without(doc, (task) => task.messageId === data.messageId),
};

const begun = (event: OpenedEvent): TasksDocument | null => {
  const found = caseOf(event);
  if (!found || !isOf(event, 'ComplaintRegistered')) return null;
  return {
    complaintId: found.complaintId,
    kecamatan: event.metadata.kecamatan,
    reserved: event.data.sealed !== undefined,
    wordings: [],
    open: [],
  };
};

/** Contact tasks that are open: one document per complaint. */
export const tasks: View<TasksDocument> = {
  name: 'tasks',
  version: 1,
  prefixes,
  eventTypes: ['ComplaintRegistered', ...typesOf(table)],
  indexes: [{ kecamatan: 1, reserved: 1, sortKey: 1 }],
  keysOf: byComplaint,
  evolve: (doc, event) => {
    if (!doc) return begun(event);
    const change = entryOf(table, event)?.(doc, event);
    return change ? sorted(changed(doc, change)) : doc;
  },
};
