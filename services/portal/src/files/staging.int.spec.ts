import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError, type Actor } from '#libs/contracts';
import { waru } from '#libs/testing';
import { FilesStage, picture, type Case } from '../../spec/files-stage.js';
import { Bus } from '../bus.js';
import { CaseDirectory } from '../case-directory.js';
import { CommandGate } from '../http/command-gate.js';
import { Staging } from './staging.js';
import { Uploads } from './uploads.js';

const subject = 'portal-staging';
let stage: FilesStage;
let uploads: Uploads;
let staging: Staging;

beforeAll(async () => {
  stage = await FilesStage.start();
  const { kit } = stage.portal;
  uploads = new Uploads(kit, new CommandGate(new Bus(kit), new CaseDirectory(kit.store)));
  staging = new Staging(kit, uploads);
}, 120_000);
afterAll(() => stage?.close(), 60_000);
beforeEach(() => {
  stage.hours = 0;
});

const attaching = ({ complaintId }: Case) => {
  const actor: Actor = {
    id: `reporter:${complaintId}`,
    role: 'reporter',
    kecamatan: waru,
    complaintId,
  };
  return { actor, complaintId, language: 'id', from: '127.0.0.1', correlationId: 'spec' } as const;
};
const refusal = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'taken',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
const kept = (fileId: string): Promise<boolean> => stage.portal.kit.files.has(fileId, subject);

describe('photos of a draft', () => {
  it('are kept once each, shown, and taken out again', async () => {
    const draft = randomUUID();
    const bytes = await picture();
    const first = await staging.stage(draft, bytes, 'jalan.png');
    expect(await staging.stage(draft, bytes, 'jalan.png')).toEqual(first);
    expect(await staging.staged(draft)).toEqual([first]);
    expect((await staging.stagedThumbnail(draft, first.fileId))?.byteLength).toBeGreaterThan(0);
    const other = randomUUID();
    expect(await staging.staged(other)).toEqual([]);
    expect(await staging.stagedThumbnail(other, first.fileId)).toBeUndefined();
    await staging.unstage(other, first.fileId);
    expect(await kept(first.fileId)).toBe(true);
    await staging.unstage(draft, first.fileId);
    await staging.unstage(draft, first.fileId);
    expect(await staging.staged(draft)).toEqual([]);
    expect(await kept(first.fileId)).toBe(false);
  });

  it('are ten at most, and nothing of what is refused is kept', async () => {
    const draft = randomUUID();
    for (let n = 0; n < 10; n += 1)
      await staging.stage(draft, await picture(`rgb(0,${n * 20},0)`), undefined);
    expect(await refusal(staging.stage(draft, await picture('#fff'), undefined))).toBe(
      'too-many-files',
    );
    const bad = Buffer.from('<html></html>');
    expect(await refusal(staging.stage(randomUUID(), bad, 'a.png'))).toBe('file-type');
    expect(await refusal(staging.stage('nonsense', await picture(), undefined))).toBe('not-found');
    expect(await staging.staged(draft)).toHaveLength(10);
  });

  it('sent all at once are ten at most too', async () => {
    const draft = randomUUID();
    const colours = Array.from({ length: 14 }, (_, n) => `rgb(0,0,${n * 15})`);
    const all = await Promise.all(colours.map((colour) => picture(colour)));
    const answers = await Promise.all(
      all.map((bytes) => refusal(staging.stage(draft, bytes, undefined))),
    );
    expect(answers.filter((code) => code === 'taken').length).toBeLessThanOrEqual(10);
    expect((await staging.staged(draft)).length).toBeLessThanOrEqual(10);
  });

  it('become files of the complaint once, and leave the draft', async () => {
    const of = await stage.register();
    const draft = randomUUID();
    const staged = await staging.stage(draft, await picture('#abc'), 'jalan.png');
    const [attached] = await staging.attachStaged(draft, attaching(of));
    expect(attached?.prepared).toMatchObject({ name: 'jalan.png', sha256: staged.sha256 });
    expect(await staging.attachStaged(draft, attaching(of))).toEqual([]);
    expect(await kept(staged.fileId)).toBe(false);
    expect(await stage.fileEvents(of.complaintId)).toEqual(['FileAttached']);
    const { files } = stage.portal.kit;
    expect(await files.has(attached?.fileId ?? '', of.complaintId, 'thumbnail')).toBe(true);
  });

  it('are attached once though the portal was cut off after the event', async () => {
    const of = await stage.register();
    const draft = randomUUID();
    const bytes = await picture('#cba');
    await staging.stage(draft, bytes, 'jalan.png');
    await staging.attachStaged(draft, attaching(of));
    // As if the draft had not been emptied any more.
    await staging.stage(draft, bytes, 'jalan.png');
    const [again] = await staging.attachStaged(draft, attaching(of));
    expect(again?.done.replayed).toBe(true);
    expect(await stage.fileEvents(of.complaintId)).toEqual(['FileAttached']);
    expect(await staging.staged(draft)).toEqual([]);
  });

  it('are gone after a day, and not before', async () => {
    const draft = randomUUID();
    const { fileId } = await staging.stage(draft, await picture('#a1b'), undefined);
    stage.hours = 23;
    await staging.sweep();
    expect(await kept(fileId)).toBe(true);
    stage.hours = 25;
    expect(await staging.staged(draft)).toEqual([]);
    expect(await staging.sweep()).toBeGreaterThan(0);
    expect(await kept(fileId)).toBe(false);
    expect(await staging.sweep()).toBe(0);
  });
});

describe('an upload that nobody ended', () => {
  it('is swept away after a day; what is attached stays', async () => {
    const { complaintId, reporter } = await stage.register();
    const { kit } = stage.portal;
    const taken = await stage.upload(complaintId, reporter, { bytes: await picture('#777') });
    const notes = kit.mongo.collection<{ _id: string; complaintId: string; at: Date }>(
      'portal_uploads',
    );
    const attached = String(taken.body['fileId']);
    const stray = randomUUID();
    const at = kit.now();
    await notes.insertMany([attached, stray].map((_id) => ({ _id, complaintId, at })));
    await kit.files.put(stray, complaintId, Buffer.from('halfway'));
    stage.hours = 23;
    expect(await uploads.sweep()).toBe(0);
    stage.hours = 25;
    expect(await uploads.sweep()).toBe(1);
    expect(await kit.files.has(stray, complaintId)).toBe(false);
    expect(await kit.files.has(attached, complaintId)).toBe(true);
    expect(await notes.countDocuments({})).toBe(0);
  });
});
