import type { Decider, Decision } from '#libs/eventsourcing';
import { eraseIdentity, erasePerson } from './erasing.js';
import { evolve } from './evolve.js';
import { decideFile, isAboutFile } from './filing.js';
import { endCase, noteSeal, openClarification, settleWithdrawal } from './hearing.js';
import type { ComplaintOrder } from './orders.js';
import { assignNumber, registerComplaint } from './registering.js';
import {
  addInformation,
  answerClarification,
  correctReporter,
  requestWithdrawal,
} from './reporting.js';
import type { Complaint, ComplaintEvent } from './state.js';

const decide = (order: ComplaintOrder, state: Complaint): Decision<ComplaintEvent>[] => {
  if (isAboutFile(order)) return decideFile(order, state);
  switch (order.type) {
    case 'RegisterComplaint':
      return registerComplaint(order, state);
    case 'AddInformation':
      return addInformation(order, state);
    case 'AnswerClarification':
      return answerClarification(order, state);
    case 'RequestWithdrawal':
      return requestWithdrawal(order, state);
    case 'CorrectReporter':
      return correctReporter(order, state);
    case 'EraseIdentity':
      return eraseIdentity(order, state);
    case 'ErasePerson':
      return erasePerson(order, state);
    case 'AssignNumber':
      return assignNumber(order, state);
    case 'OpenClarification':
      return openClarification(order, state);
    case 'SettleWithdrawal':
      return settleWithdrawal(order, state);
    case 'NoteSeal':
      return noteSeal(order, state);
    case 'EndCase':
      return endCase(order, state);
  }
};

/** A complaint from its recording on: stream `intake-<complaint>`. */
export const complaint: Decider<Complaint, ComplaintOrder, ComplaintEvent> = {
  initialState: () => ({ status: 'absent' }),
  evolve,
  decide,
};
