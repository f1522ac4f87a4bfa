import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError, kecamatanCode, systemActor } from '#libs/contracts';
import { metricsText, processText, ServiceKit, type ServiceStatus } from '#libs/service';
import { Bus } from '../bus.js';
import { openApiDocument } from '../openapi/document.js';
import { DeadLetterMetrics } from './dead-letter-metrics.js';
import { HttpMetrics } from './http-metrics.js';

/** Statuses of the services that live in this process. */
export const NEIGHBOURS = Symbol('neighbours');
export type Neighbours = () => ServiceStatus[];

/** For probes, for machines and for whoever fills in forms: health, metrics, the API's description, reference data. */
@Controller()
export class SystemController {
  constructor(
    private readonly kit: ServiceKit,
    private readonly bus: Bus,
    private readonly http: HttpMetrics,
    private readonly dead: DeadLetterMetrics,
    @Inject(NEIGHBOURS) private readonly neighbours: Neighbours,
  ) {}

  /** The process answers. */
  @Get('health')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** A complaint could be taken now: rules are known, the store is read, the views answer. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const checks = {
      rules: this.kit.reference.ready,
      store: await this.kit.store.ready(2_000).then(
        () => true,
        () => false,
      ),
      views: await this.bus
        .ask('status', {}, systemActor('portal'), { correlationId: 'ready' })
        .then(
          () => true,
          () => false,
        ),
    };
    const ready = Object.values(checks).every(Boolean);
    if (!ready) void reply.status(503);
    return { ready, checks };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  async metrics(): Promise<string> {
    const texts = [
      this.http.text(),
      metricsText(...this.neighbours()),
      processText(this.kit.config),
      this.dead.text(),
    ];
    return `${(await Promise.all(texts)).join('\n')}\n`;
  }

  @Get('api/openapi.json')
  openApi(): object {
    return openApiDocument();
  }

  @Get('api/v1/kecamatan')
  kecamatan(): unknown {
    return { kecamatan: this.kit.reference.list() };
  }

  /** The published procedure: steps, minutes, categories, units, kelurahan and desa. It is public. */
  @Get('api/v1/kecamatan/:kecamatan/procedure')
  procedure(@Param('kecamatan') code: string): unknown {
    const kecamatan = kecamatanCode.safeParse(code).data;
    if (kecamatan === undefined) throw new DomainError('unknown-kecamatan', { kecamatan: code });
    return this.kit.reference.rules(kecamatan, this.kit.now().toISOString()).procedure;
  }
}
