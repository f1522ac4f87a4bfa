import { EventPattern, MessagePattern } from '@nestjs/microservices';

/**
 * Nest's `@EventPattern` for AduanTransport: handles events `'<service>/<EventType>'` with
 * `(event: StoredEvent, context: EventContext)`. Same decorator; its own type refuses a typed `@Ctx()`.
 */
export const OnEvent: (pattern: `${string}/${string}`) => MethodDecorator = EventPattern;

/** Nest's `@MessagePattern` for AduanTransport: answers requests on a subject with `(body, context: RequestContext)`. */
export const OnRequest: (subject: string) => MethodDecorator = MessagePattern;
