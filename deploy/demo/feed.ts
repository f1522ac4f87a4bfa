import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  caseTypes,
  channels,
  slug,
  villageCode,
  type CaseType,
  type Channel,
  type CommandInput,
} from '#libs/contracts';
import { ApiClient } from './api-client.js';
import { stages, walk, type Officers, type Stage } from './walk.js';

/** One line of complaints.yaml. */
export interface DemoComplaint {
  village: string;
  kecamatan: string;
  channel: Channel;
  caseType: CaseType;
  category: string;
  unit: string;
  subject: string;
  description: string;
}

export interface DemoOfficers {
  petugas: ApiClient;
  tim: ApiClient;
  kasi: ApiClient;
  camat: ApiClient;
}

const row = z.tuple([
  villageCode,
  z.enum(channels),
  z.enum(caseTypes),
  slug,
  slug,
  z.string().min(5),
  z.string().min(20),
]);

/** Reads the rows of complaints.yaml. Throws an Error that names the row. */
export const complaintsOf = (rows: unknown): DemoComplaint[] =>
  z
    .array(z.string())
    .parse(rows)
    .map((text, index) => {
      const checked = row.safeParse(text.split('|').map((part) => part.trim()));
      if (!checked.success)
        throw new Error(`complaints.yaml, row ${index + 1}: ${checked.error.message}`);
      const [village, channel, caseType, category, unit, subject, description] = checked.data;
      const kecamatan = village.slice(0, 8);
      return { village, kecamatan, channel, caseType, category, unit, subject, description };
    });

/** The stage to which a complaint is taken: all stages occur. */
export const stageOf = (index: number): Stage => stages[(index * 7) % stages.length] ?? 'closed';

const keyOf = (complaint: DemoComplaint): string => {
  const hex = createHash('sha256').update(`demo|${complaint.subject}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const names = ['Pelapor Satu', 'Pelapor Dua', 'Pelapor Tiga', 'Pelapor Empat', 'Pelapor Lima'];

const bodyOf = (complaint: DemoComplaint, index: number): CommandInput<'RegisterComplaint'> => {
  const phone = `0812550${String(10_000 + index)}`;
  const anonymous = index % 9 === 4;
  return {
    kecamatan: complaint.kecamatan,
    caseType: complaint.caseType,
    channel: complaint.channel,
    villageCode: complaint.village,
    subject: complaint.subject,
    description: complaint.description,
    anonymous,
    confidential: index % 13 === 5,
    ...(complaint.channel === 'suggestion-box'
      ? {}
      : {
          reporter: {
            name: names[index % names.length] ?? 'Pelapor',
            phone,
            ...(complaint.channel === 'email' || complaint.channel === 'web'
              ? { email: `pelapor${index}@example.org` }
              : {}),
          },
        }),
  };
};

const openBox = async (officers: DemoOfficers, kecamatan: string): Promise<string> => {
  const answer = await officers.petugas.must(
    'POST',
    `/kecamatan/${kecamatan}/open-suggestion-box`,
    {
      headers: { 'idempotency-key': `demo-box-${kecamatan}` },
      body: {
        openedAt: '2026-11-20T01:00:00.000Z',
        location: 'Ruang tunggu kantor kecamatan',
        slips: 12,
        witnesses: [{ name: 'Saksi Pembukaan', position: 'Staf' }],
      },
    },
  );
  return String(answer.body['openingId']);
};

const scriptOf = (complaint: DemoComplaint, index: number) => ({
  categoryId: complaint.category,
  unitId: complaint.unit,
  caseType: complaint.caseType,
  priority: (['normal', 'normal', 'high', 'low'] as const)[index % 4] ?? 'normal',
  question: `Mohon tanggapan mengenai: ${complaint.subject}.`,
  unitAnswer: 'Sudah kami periksa di lapangan dan akan kami tindak lanjuti sesuai kewenangan.',
  summary: 'Unit terkait sudah memberi tanggapan dan bersedia menindaklanjuti.',
  place: 'Ruang rapat kantor kecamatan',
  discussion: 'Tim membahas laporan, tanggapan unit terkait, dan waktu pelaksanaan.',
  decision: 'Unit terkait menindaklanjuti paling lambat empat belas hari kerja.',
  settlement: 'Surat tindak lanjut sudah disampaikan kepada unit terkait.',
  answer: `Terima kasih atas laporan Anda mengenai "${complaint.subject}". Unit terkait sudah memeriksa dan akan menindaklanjuti paling lambat empat belas hari kerja.`,
});

/**
 * Registers and walks the complaints, a few at a time. Everything has a fixed key, so feeding again changes nothing. Gives how
 * many complaints were taken to each stage.
 */
export const feed = async (
  url: string,
  complaints: DemoComplaint[],
  officers: Record<string, DemoOfficers>,
  progress: (done: number, of: number, what: string) => void,
): Promise<Map<Stage, number>> => {
  const counts = new Map<Stage, number>();
  const boxes = new Map<string, string>();
  for (const [kecamatan, those] of Object.entries(officers))
    boxes.set(kecamatan, await openBox(those, kecamatan));
  let done = 0;
  const one = async (complaint: DemoComplaint, index: number): Promise<void> => {
    const those = officers[complaint.kecamatan];
    if (!those) throw new Error(`no officers in ${complaint.kecamatan}`);
    const { petugas, tim, kasi, camat } = those;
    const client = complaint.channel === 'web' ? new ApiClient(url) : petugas;
    const box = complaint.channel === 'suggestion-box' ? boxes.get(complaint.kecamatan) : undefined;
    const body = { ...bodyOf(complaint, index), ...(box ? { boxOpeningId: box } : {}) };
    const registered = await client.register(body, keyOf(complaint));
    const { body: answer } = registered;
    const team: Officers = {
      step1: petugas,
      step2: tim,
      step3: kasi,
      step4: tim,
      step5: kasi,
      step6: camat,
      step7: petugas,
    };
    const stage = stageOf(index);
    const id = String(answer['complaintId']);
    await walk(id, team, scriptOf(complaint, index), stage, registered);
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
    done += 1;
    progress(done, complaints.length, `${String(answer['registerNumber'])} ${stage}`);
  };
  const waiting = complaints.entries();
  const worker = async (): Promise<void> => {
    for (const [index, complaint] of waiting) await one(complaint, index);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return new Map(stages.map((stage) => [stage, counts.get(stage) ?? 0]));
};
