import { describe, expect, it } from 'vitest';
import { complaintPage } from '#libs/contracts';
import { waru } from '../../spec/facts.js';
import { documentAfter, fact } from '../../spec/history.js';
import { fitting } from './fitting.js';
import { officersPage } from './page.js';
import { complaints } from './view.js';

describe('a page that does not fit into one answer', () => {
  it('keeps what is newest, and says so', () => {
    const long = '道'.repeat(10_000);
    const many = Array.from({ length: 100 }, (_, n) =>
      fact('InformationAdded', { text: `${n} ${long}` }),
    );
    const doc = documentAfter(complaints, [fact('ComplaintRegistered'), ...many]);
    if (!doc) throw new Error('no document');
    const whole = officersPage(doc, { id: 'a', role: 'tim', kecamatan: waru }, 'tim');
    const page = fitting(whole);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(1024 * 1024);
    expect(page.truncated).toBe(true);
    expect(page.information).toHaveLength(25);
    expect(page.information.at(-1)).toEqual(whole.information.at(-1));
    expect({ ...page, information: [], truncated: undefined }).toEqual({
      ...whole,
      information: [],
    });
    expect(complaintPage.parse(page)).toEqual(page);
  });

  it('is left alone when it fits', () => {
    const page = { items: [1, 2, 3] };
    expect(fitting(page)).toBe(page);
  });
});
