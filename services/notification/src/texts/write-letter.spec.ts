import { describe, expect, it } from 'vitest';
import { messagePurposes, outcomes } from '#libs/contracts';
import type { LetterFacts } from './letter.js';
import { writeLetter } from './write-letter.js';

const facts: LetterFacts = {
  purpose: 'registered',
  registerNumber: 'REG/0001/Kec.Waru/2026',
  kecamatan: 'Waru',
  kabupaten: 'Penajam Paser Utara',
  trackingCode: 'K7M2-Q9PX',
  text: 'Lampu jalan sudah diganti.',
  step: { number: 2, name: { id: 'Menelaah', en: 'Review' } },
  unitName: 'Dinas Perhubungan',
  silentCloseDays: 10,
  freeOfCharge: true,
};

describe('a letter to the reporter', () => {
  it('about the registration names number, code and that it costs nothing', () => {
    expect(writeLetter(facts, 'reporter', 'id')).toEqual({
      subject: 'Laporan Anda telah dicatat: REG/0001/Kec.Waru/2026',
      body: [
        'Yth. Pelapor,',
        '',
        'Laporan Anda telah diterima dan dicatat di Kecamatan Waru.',
        '',
        'Nomor register: REG/0001/Kec.Waru/2026',
        'Kode pelacakan: K7M2-Q9PX',
        '',
        'Simpan kode pelacakan dan jangan berikan kepada orang lain: siapa pun yang memilikinya dapat membaca laporan Anda.',
        '',
        'Pelayanan ini tidak dipungut biaya.',
        '',
        'Kecamatan Waru, Kabupaten Penajam Paser Utara',
        'Surel ini dikirim otomatis; mohon tidak dibalas.',
        '',
      ].join('\n'),
    });
  });

  it('asks the question and says by when', () => {
    const about = { answerBy: '2026-12-08' };
    const question = { ...facts, purpose: 'clarification' as const, about, text: 'Di RT berapa?' };
    expect(writeLetter(question, 'reporter', 'id').body).toContain(
      'Di RT berapa?\n\nMohon dijawab paling lambat 8 Desember 2026.',
    );
    expect(writeLetter(question, 'reporter', 'en').body).toContain(
      'Di RT berapa?\n\nPlease answer by 8 December 2026.',
    );
  });

  it('gives the answer and the days to say whether it satisfies', () => {
    const { body } = writeLetter({ ...facts, purpose: 'answer' }, 'reporter', 'id');
    expect(body).toContain('Lampu jalan sudah diganti.');
    expect(body).toContain('dalam 10 hari kerja');
  });

  it.each(outcomes)('says how the case ended: %s', (outcome) => {
    const ending = { ...facts, purpose: 'closed' as const, about: { outcome } };
    const others = outcomes.filter((each) => each !== outcome);
    for (const language of ['id', 'en'] as const) {
      const { body } = writeLetter(ending, 'reporter', language);
      for (const other of others)
        expect(
          writeLetter({ ...ending, about: { outcome: other } }, 'reporter', language).body,
        ).not.toBe(body);
    }
  });

  it('says where the complaint was sent', () => {
    const about = { outcome: 'referred' as const };
    const referred = { ...facts, purpose: 'closed' as const, about, text: 'Dinas Perhubungan' };
    expect(writeLetter(referred, 'reporter', 'id').body).toContain('kepada: Dinas Perhubungan.');
  });
});

describe('any letter', () => {
  const every = messagePurposes.flatMap((purpose) =>
    (['id', 'en'] as const).flatMap((language) =>
      (['reporter', 'officer'] as const).map((to) => ({ purpose, language, to })),
    ),
  );

  it.each(every)('$purpose in $language to the $to names the number and no hole', (each) => {
    const { subject, body } = writeLetter(
      { ...facts, purpose: each.purpose, publicUrl: 'https://aduan.example/' },
      each.to,
      each.language,
    );
    expect(subject).toContain(facts.registerNumber);
    expect(body).toContain(facts.registerNumber);
    expect(`${subject}${body}`).not.toMatch(/undefined|\[object|NaN/);
  });

  it.each(every)('$purpose in $language never gives the code to an officer', (each) => {
    const letter = writeLetter({ ...facts, purpose: each.purpose }, 'officer', each.language);
    expect(JSON.stringify(letter)).not.toContain('K7M2');
  });

  it('keeps its subject on one line whatever the number is', () => {
    const registerNumber = 'REG/1\r\nBcc: x@example.id\u2028/2026';
    const { subject } = writeLetter({ ...facts, registerNumber }, 'reporter', 'id');
    expect(subject).toBe('Laporan Anda telah dicatat: REG/1 Bcc: x@example.id /2026');
  });
});
