import { DomainError } from '#libs/contracts';

const lost = /^(PoolCleared|ServerSelection|Network|NotConnected|Topology|Timeout)/;

const isAway = (error: unknown): boolean =>
  error instanceof Error && lost.test(error.name.replace(/^Mongo(ose)?/, ''));

/**
 * The outcome of a question to MongoDB. Throws DomainError `unavailable` when the server is away or does not answer within
 * `ms`: the driver itself would wait much longer than whoever asked.
 */
export const withinDeadline = async <T>(ms: number, ask: () => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError('unavailable', { service: 'views' })), ms);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    throw isAway(error) ? new DomainError('unavailable', { service: 'views' }) : error;
  } finally {
    clearTimeout(timer);
  }
};
