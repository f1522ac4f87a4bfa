import type { CaseFacts, Step } from '#libs/contracts';
import type { Happening, Meeting } from '#libs/documents';
import {
  localDate,
  localTime,
  stepOf,
  unitOf,
  zoneAbbreviation,
  type Procedure,
} from '#libs/procedure';
import type { Done, DoneKind, HeldMeeting } from '../domain/case-file.js';

const matters: Record<CaseFacts['caseType'], string> = {
  complaint: 'Pengaduan',
  consultation: 'Konsultasi',
  aspiration: 'Aspirasi',
  'information-request': 'Permintaan informasi',
};

/** The party as people call it; its id where the procedure does not know it any more. */
const unitName = (procedure: Procedure, unitId: string): string =>
  unitOf(procedure, unitId)?.name ?? unitId;

const sentences: Record<DoneKind, (matter: string, unit: string, done: Done) => string> = {
  registered: (matter) => `${matter} diterima dan dicatat.`,
  'clarification-asked': () => 'Keterangan tambahan diminta dari pelapor.',
  'clarification-given': () => 'Keterangan tambahan diterima dari pelapor.',
  classified: (matter) => `${matter} ditelaah dan diklasifikasi.`,
  'unit-asked': (_, unit) => `Keterangan diminta dari ${unit}.`,
  'unit-answered': (_, unit) => `Keterangan diterima dari ${unit}.`,
  coordinated: () => 'Koordinasi dengan pihak terkait selesai.',
  met: () => 'Rapat pembahasan tindak lanjut diadakan.',
  'meeting-waived': () => 'Rapat tidak diperlukan menurut prosedur.',
  settled: () => 'Penyelesaian diproses.',
  approved: () => 'Jawaban disetujui.',
  reopened: (matter, _, { round }) =>
    `${matter} dibuka kembali karena pelapor belum puas (setelah putaran ke-${round}).`,
};

/** More lines than these tell the reader nothing; the oldest go, but for the first. */
const mostHappenings = 60;

const officerOf = (procedure: Procedure, { step, what }: Done): string | undefined => {
  if (what === 'registered' || what === 'clarification-given' || what === 'reopened')
    return stepOf(procedure, 1).title.id;
  return step >= 1 && step <= 7 ? stepOf(procedure, step as Step).title.id : undefined;
};

/** What was done, a line each, in the order of the days. */
export const happeningsOf = (
  procedure: Procedure,
  facts: CaseFacts,
  done: readonly Done[],
): Happening[] => {
  const lines = [...done]
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .map((each): Happening => {
      const unit = each.unitId === undefined ? '' : unitName(procedure, each.unitId);
      const by = officerOf(procedure, each);
      return {
        on: localDate(procedure, each.at),
        what: sentences[each.what](matters[facts.caseType], unit, each),
        ...(by === undefined ? {} : { by }),
      };
    });
  return lines.length <= mostHappenings
    ? lines
    : [...lines.slice(0, 1), ...lines.slice(1 - mostHappenings)];
};

const somebody = 'Peserta rapat';

// Institutions are often given as the unit's id.
const roleOf = (
  procedure: Procedure,
  { position, institution }: HeldMeeting['attendants'][number],
): string => {
  const of = institution === undefined ? undefined : unitName(procedure, institution);
  if (of === undefined) return position ?? somebody;
  return position === undefined ? `Wakil ${of}` : `${position} (${of})`;
};

const counted = (roles: readonly string[]): Meeting['attendants'] => {
  const counts = new Map<string, number>();
  for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts].map(([role, count]) => ({ role, count }));
};

const clock = (procedure: Procedure, at: string): string =>
  localTime(procedure, at).replace(':', '.');

/** The meeting on which the answer of a round rests, as the document tells it. */
export const meetingOf = (procedure: Procedure, held: HeldMeeting): Meeting => {
  const on = localDate(procedure, held.from);
  const until = localDate(procedure, held.to);
  return {
    on,
    from: clock(procedure, held.from),
    to: clock(procedure, held.to),
    ...(until === on ? {} : { until }),
    zone: zoneAbbreviation[procedure.timeZone],
    ...(held.place === undefined ? {} : { place: held.place }),
    attendants: counted(held.attendants.map((each) => roleOf(procedure, each))),
    ...(held.discussion === undefined ? {} : { discussion: held.discussion }),
    decisions: held.decisions.map(({ text, unitId, due }) => ({
      text,
      ...(unitId === undefined ? {} : { unit: unitName(procedure, unitId) }),
      ...(due === undefined ? {} : { due }),
    })),
  };
};
