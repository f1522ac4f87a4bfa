import { describe, expect, it } from 'vitest';
import { ERASED } from '#libs/privacy';
import { id } from '../../spec/facts.js';
import { at, fact, viewSpec } from '../../spec/history.js';
import { registerRowOf } from './query.js';
import { register } from './view.js';

const spec = viewSpec(register);
const registered = fact('ComplaintRegistered');
const numbered = fact('RegisterNumberAssigned');
const number = '700.1.2.4/12/Kec.Waru/2026';

describe('the register book', () => {
  it('begins with subject and name', () => {
    expect(spec.given().when(registered).after).toMatchObject({
      subject: 'Lampu jalan padam',
      reporter: { name: 'Siti Aminah' },
      documents: [],
    });
  });

  it('has no line before there is a number', () => {
    expect(registerRowOf(spec.given().when(registered).after, true)).toBeUndefined();
    spec
      .given(registered)
      .when(numbered)
      .thenChanged({
        registerNumber: 'REG/0007/Kec.Waru/2026',
        n: 7,
        year: 2026,
        numberedAt: at(1),
      });
  });

  it('follows a correction of the reporter and his erasure', () => {
    spec
      .given(registered)
      .when(fact('ReporterCorrected'))
      .thenChanged({ reporter: { name: 'Siti Amina' } });
    spec.given(registered).when(fact('IdentityErased')).thenChanged({ reporter: ERASED });
    const nameless = fact('ComplaintRegistered', { reporter: { phone: '+628111' } });
    spec.given(nameless).when(fact('IdentityErased')).thenChanged({ reporter: ERASED });
    const { reporter: _, ...nobody } = registered.data;
    spec
      .given({ ...registered, data: nobody })
      .when(fact('IdentityErased'))
      .thenUnchanged();
  });

  it('never holds the name of an anonymous reporter', () => {
    const hidden = fact('ComplaintRegistered', { anonymous: true });
    const { before, after } = spec.given(hidden).when(fact('ReporterCorrected'));
    expect(JSON.stringify([before, after])).not.toContain('Siti');
    const row = registerRowOf(spec.given(hidden).when(numbered).after, true);
    expect(row).toMatchObject({ anonymous: true });
    expect(row).not.toHaveProperty('reporterName', expect.anything());
  });

  it('names the document that answers, not one that was discarded', () => {
    spec
      .given(registered)
      .when(fact('BeritaAcaraNumbered'))
      .thenChanged({ documents: [{ documentId: id(9), number }] });
    const { after } = spec
      .given(registered, numbered, fact('BeritaAcaraNumbered'))
      .when(fact('BeritaAcaraNumberVoided'));
    expect(after.documents).toEqual([]);
  });

  it('shows the number of a sealed case and nothing else', () => {
    const { after } = spec.given(registered, numbered).when(fact('CaseSealed'));
    expect(registerRowOf(after, false)).toEqual({ n: 7, reserved: true });
    expect(registerRowOf(after, true)).toMatchObject({ n: 7, subject: 'Lampu jalan padam' });
  });
});
