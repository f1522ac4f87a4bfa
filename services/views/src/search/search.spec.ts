import { describe, expect, it } from 'vitest';
import { fact, viewSpec } from '../../spec/history.js';
import { wordFilter } from './query.js';
import { search } from './view.js';
import { codeOf, joined, wordsOf } from './words.js';

const spec = viewSpec(search);
const registered = fact('ComplaintRegistered');

describe('words', () => {
  it('are lower case, without marks, of two characters and more, each once', () => {
    expect(wordsOf('Jalan RUSAK, jalan ké-3 di Désa A')).toEqual([
      'jalan',
      'rusak',
      'ke',
      'di',
      'desa',
    ]);
  });

  it('come of any text', () => {
    expect(wordsOf('')).toEqual([]);
    expect(wordsOf(undefined)).toEqual([]);
    expect(wordsOf({ erased: true })).toEqual([]);
    expect(wordsOf('.*+?^${}()|[]\\ $where')).toEqual(['where']);
    expect(wordsOf('道路 損壊')).toEqual(['道路', '損壊']);
    expect(wordsOf('a'.repeat(200_000))).toEqual(['a'.repeat(40)]);
    expect(wordsOf('\u{1F4A1}\u{1F4A1}')).toEqual([]);
  });

  it('are kept few', () => {
    const many = Array.from({ length: 5_000 }, (_, n) => `kata${n}`);
    expect(joined(many)).toHaveLength(1_500);
  });

  it('of a code are the code however it is written', () => {
    expect(codeOf(' k7qm-2xrd ')).toBe('K7QM2XRD');
    expect(codeOf('reg/0007/kec.waru/2026')).toBe('REG/0007/KEC.WARU/2026');
  });
});

describe('the search index', () => {
  it('holds words of subject, description and place, and the name apart', () => {
    const { after } = spec.given().when(fact('ComplaintRegistered', { place: 'Depan Pasar Waru' }));
    expect(after.contentWords).toEqual(
      ['lampu', 'jalan', 'padam', 'di', 'depan', 'pasar', 'sejak', 'senin', 'waru'].sort(),
    );
    expect(after.words).toEqual([...after.contentWords, 'siti', 'aminah'].sort());
    expect(after.trackingCode).toBe('K7QM2XRD');
  });

  it('learns the register number', () => {
    expect(spec.given(registered).when(fact('RegisterNumberAssigned')).after.numberCode).toBe(
      'REG/0007/KEC.WARU/2026',
    );
  });

  it('learns what the reporter adds and answers', () => {
    expect(spec.given(registered).when(fact('InformationAdded')).after.words).toContain('tiga');
    const answered = spec.given(registered).when(fact('ClarificationAnswered')).after;
    expect(answered.words).toContain('jembatan');
    expect(answered.contentWords).toContain('jembatan');
  });

  it('follows a corrected name and forgets an erased one', () => {
    const corrected = spec.given(registered).when(fact('ReporterCorrected')).after;
    expect(corrected.words).toContain('amina');
    expect(corrected.words).not.toContain('aminah');
    const erased = spec
      .given(registered, fact('InformationAdded'))
      .when(fact('IdentityErased')).after;
    expect(erased.words).toEqual(erased.contentWords);
    expect(erased.words).not.toContain('siti');
  });

  it('does not find an anonymous reporter by name', () => {
    const hidden = fact('ComplaintRegistered', { anonymous: true });
    expect(spec.given().when(hidden).after.words).not.toContain('siti');
    expect(spec.given(hidden).when(fact('ReporterCorrected')).after.words).not.toContain('amina');
  });
});

describe('what is looked for', () => {
  it('is all words, the last as a beginning', () => {
    expect(wordFilter('Lampu jal')).toEqual({
      $and: [{ words: 'lampu' }, { words: { $regex: '^jal' } }],
    });
  });

  it('is nothing where there is no word, and never an operator', () => {
    expect(wordFilter('. a ?')).toBeUndefined();
    expect(wordFilter('.*')).toBeUndefined();
    expect(JSON.stringify(wordFilter('$where (a+)+$ lampu'))).not.toContain('(');
  });
});
