import type { Logger } from 'pino';
import { Outlet } from './outlet.js';
import type { ReadCall } from './outlet.js';
import { readCommand } from './read-request.js';
import { readAll, readStream } from './reads.js';
import { CallError, handlerFailed, messageTooLarge, unsupported } from './statuses.js';
import { subscribeAll, subscribeStream } from './subscriptions.js';
import type { SubscriptionContext } from './subscriptions.js';

/** Serves a Read call: a read or a subscription, of one stream or of $all. Every error ends the call, never the server. */
export function serveRead(context: SubscriptionContext, call: ReadCall, logger: Logger): void {
  const outlet = new Outlet(call);
  answer(context, call, outlet).catch((error: unknown) => {
    if (!(error instanceof CallError)) logger.error({ err: error }, 'a read failed');
    outlet.fail(error instanceof CallError ? error : handlerFailed());
  });
}

async function answer(context: SubscriptionContext, call: ReadCall, outlet: Outlet): Promise<void> {
  if (call.request === 'too-large') throw messageTooLarge();
  const command = readCommand(call.request);
  const isSubscription = command.limit === undefined;
  if (isSubscription && command.backwards) throw unsupported('subscriptions that run backwards');
  if (command.target === 'stream')
    await (isSubscription
      ? subscribeStream(context, command, outlet)
      : readStream(context.store, command, outlet));
  else
    await (isSubscription
      ? subscribeAll(context, command, outlet)
      : readAll(context.store, command, outlet));
}
