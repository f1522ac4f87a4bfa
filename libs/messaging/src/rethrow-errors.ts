import { Catch, type Provider, type RpcExceptionFilter } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { throwError, type Observable } from 'rxjs';

@Catch()
class RethrowErrors implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Provider that every service's module needs: Nest's own filter would turn each error into "Internal
 * server error", and AduanTransport could not tell RetryLater from a fault.
 */
export const rethrowErrors: Provider = { provide: APP_FILTER, useClass: RethrowErrors };
