import { describe, expect, it } from 'vitest';
import { complaintId, id, otherId, waru } from '../../spec/facts.js';
import { fact, viewSpec } from '../../spec/history.js';
import { suggestionBoxes } from './view.js';

const spec = viewSpec(suggestionBoxes);
const here = { streamId: `intake-box-${id(4)}` };
const opened = fact('SuggestionBoxOpened', {}, here);
const recorded = fact('SlipRecorded', {}, here);

describe('the openings of the kotak saran', () => {
  it('begin with what was found in it, without the names of the witnesses', () => {
    const { after } = spec.given().when(opened);
    expect(after).toEqual({
      openingId: id(4),
      kecamatan: waru,
      openedAt: '2026-11-24T00:00:00.000Z',
      location: 'Kantor Camat',
      slips: 3,
      witnesses: 1,
      complaintIds: [],
      sortKey: `2026-11-24T00:00:00.000Z|${id(4)}`,
    });
  });

  it('count slips, each once, and release them', () => {
    spec
      .given(opened)
      .when(recorded)
      .thenChanged({ complaintIds: [complaintId] });
    spec
      .given(opened, recorded)
      .when(recorded)
      .thenChanged({ complaintIds: [complaintId] });
    const other = fact('SlipRecorded', { complaintId: otherId }, here);
    spec
      .given(opened, recorded)
      .when(other)
      .thenChanged({ complaintIds: [complaintId, otherId] });
    spec
      .given(opened, recorded, other)
      .when(fact('SlipReleased', {}, here))
      .thenChanged({ complaintIds: [otherId] });
  });
});
