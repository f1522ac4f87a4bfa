import { readFileSync } from 'node:fs';
import { systemActor } from '#libs/contracts';
import { derivedId, envelop, type AnyEvent, type Decision } from '#libs/eventsourcing';
import { enabledKecamatan, parseKabupaten } from '#libs/procedure';
import type { ServiceKit } from '#libs/service';
import { kabupatenFile } from './occasion.js';

const nowhere = { round: 1, step: 0 } as const;

const publish = async (
  kit: ServiceKit,
  kecamatan: string,
  streamId: string,
  event: Decision<AnyEvent>,
): Promise<void> => {
  const now = kit.now().toISOString();
  const key = derivedId('rules', streamId);
  const context = { kecamatan, actor: systemActor('sla'), commandKey: key, correlationId: key };
  const options = { streamId, sealer: kit.sealer, occurredAt: now, recordedAt: now, context };
  await kit.store.append(streamId, await envelop([event], options), 'no_stream');
};

/** Publishes procedures and calendars as sla does at its start, for specs of a service that runs without it. */
export const publishRules = async (kit: ServiceKit): Promise<void> => {
  const kabupaten = parseKabupaten(readFileSync(kabupatenFile, 'utf8'), kabupatenFile);
  const reason = 'Versi awal';
  for (const { code, procedure, calendar } of enabledKecamatan(kabupaten)) {
    const { effectiveFrom } = procedure;
    await publish(kit, code, `sla-procedure-${code}`, {
      type: 'ProcedurePublished',
      data: { version: 1, effectiveFrom, procedure, reason },
      ...nowhere,
    });
    await publish(kit, code, `sla-calendar-${code}`, {
      type: 'CalendarPublished',
      data: { version: 1, calendar, reason },
      ...nowhere,
    });
  }
  if (!(await kit.reference.whenReady(30_000))) throw new Error('the rules were not read');
};
