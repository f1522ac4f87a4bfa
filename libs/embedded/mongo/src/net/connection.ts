import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Doc } from '../bson/values.js';
import { MessageSplitter, RefusedMessage, readMessage, writeReply } from './wire.js';

/** How long a client may take to read its last answers (milliseconds). */
const CLOSE_MS = 1000;

/** What a connection needs from the server. */
export interface ConnectionHandlers {
  command(command: Doc, answer: (reply: Doc) => void): void;
  /** The answer for a message that is well-formed and refused. */
  refusal(error: Error): Doc;
  closed(): void;
}

/** One client: cuts its bytes into messages and writes the answers. Bytes that are no message close it alone. */
export class Connection {
  private readonly splitter = new MessageSplitter();

  constructor(
    private readonly socket: Socket,
    private readonly logger: Logger,
    private readonly handlers: ConnectionHandlers,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', (error) => logger.debug({ err: error }, 'a connection broke'));
    socket.on('close', () => handlers.closed());
  }

  private receive(chunk: Buffer): void {
    try {
      for (const bytes of this.splitter.push(chunk)) this.handle(bytes);
    } catch (error) {
      this.logger.warn({ err: error }, 'bytes that are not a message: the connection is closed');
      this.socket.destroy();
    }
  }

  private handle(bytes: Buffer): void {
    try {
      const message = readMessage(bytes);
      this.handlers.command(message.command, (reply) => {
        if (message.wantsReply) this.send(writeReply(message, reply));
      });
    } catch (error) {
      if (!(error instanceof RefusedMessage)) throw error;
      this.send(writeReply(error, this.handlers.refusal(error.refusal)));
    }
  }

  private send(bytes: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** Closes after what was written is sent, or soon without. */
  end(): void {
    this.socket.destroySoon();
    setTimeout(() => this.socket.destroy(), CLOSE_MS).unref();
  }
}
