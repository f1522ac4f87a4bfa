import type { StoredEvent } from '#libs/eventsourcing';

/** What a handler gets beside the event: Nest's `@Ctx()`. */
export interface EventContext {
  event: StoredEvent;
  subject: string;
  headers: Record<string, string>;
  /** How often the server has delivered it; grows with restarts, not with our own retries. */
  deliveryCount: number;
  /** How often this instance has tried, from 1. */
  attempt: number;
  /** Taken from the dead letters by a person. */
  isReplay: boolean;
}

export type EventHandler = (event: StoredEvent, context: EventContext) => Promise<void>;

/** Plain callbacks for metrics; they must not throw. Times in ms. */
export interface MessagingObserver {
  handled?(pattern: string, ms: number): void;
  failed?(pattern: string, error: Error): void;
  waiting?(pattern: string): void;
  serverMissing?(error: Error): void;
  deadLetter?(pattern: string): void;
  answered?(subject: string, ms: number, isOk: boolean): void;
}

export interface FlowOptions {
  /** Name of the durable consumer. */
  consumer: string;
  /** The handler of `<service>/<EventType>`. */
  handlerOf: (pattern: string) => EventHandler | undefined;
  /** Complaints dealt with at once. */
  concurrency: number;
  /** Failures after which an event becomes a dead letter. */
  maxFailures: number;
  ackWaitMs: number;
  /** Whether an error only says that a server is away: pauses everything, counts as no failure. */
  isServerMissing: (error: unknown) => boolean;
  /** First and longest pause between failures. */
  failurePauseMs: readonly [number, number];
}

export interface FlowCounts {
  /** Events held now: running, queued and waiting. */
  held: number;
  running: number;
  /** Held for a cause that has not been seen. */
  waiting: number;
  /** Held between two failures. */
  failing: number;
  isPaused: boolean;
}
