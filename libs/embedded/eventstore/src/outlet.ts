import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from './protocol.js';
import type { CallError } from './statuses.js';

/** A read call as served here: answers are frames that are already encoded. */
export type ReadCall = ServerWritableStream<ReadReq | 'too-large', Buffer>;

/** The way out of a read call: knows whether the client takes more and whether it is still there. */
export class Outlet {
  private open = true;
  private ready = true;
  private wake: (() => void) | undefined;
  private onReady: (() => void) | undefined;
  private onClosed: (() => void) | undefined;

  constructor(private readonly call: ReadCall) {
    call.on('drain', () => this.becomeReady());
    call.on('cancelled', () => this.close());
    call.on('close', () => this.close());
  }

  get closed(): boolean {
    return !this.open;
  }

  /** Whether another frame may be written without piling up. */
  get writable(): boolean {
    return this.open && this.ready;
  }

  /** Frames given to the call that the connection has not taken yet. */
  get pending(): number {
    return this.call.writableLength;
  }

  /** Calls `listener` whenever the client takes more again, or is gone. */
  whenReady(listener: () => void): void {
    this.onReady = listener;
  }

  /** Calls `listener` once, when the call has ended for whatever reason. */
  whenClosed(listener: () => void): void {
    if (this.open) this.onClosed = listener;
    else listener();
  }

  write(frame: Buffer): void {
    if (this.open) this.ready = this.call.write(frame);
  }

  /** Writes and waits until more can be written or the client is gone. */
  async send(frame: Buffer): Promise<void> {
    this.write(frame);
    if (this.ready || !this.open) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }

  end(): void {
    if (!this.open) return;
    this.close();
    this.call.end();
  }

  fail(error: CallError): void {
    if (!this.open) return;
    this.close();
    this.call.emit('error', error);
  }

  private becomeReady(): void {
    this.ready = true;
    this.notify();
  }

  private close(): void {
    this.open = false;
    this.notify();
    this.onClosed?.();
    this.onClosed = undefined;
  }

  private notify(): void {
    this.wake?.();
    this.wake = undefined;
    this.onReady?.();
  }
}
