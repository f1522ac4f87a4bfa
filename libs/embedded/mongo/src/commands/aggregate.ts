import { failedToParse, notSupported } from '../errors.js';
import { runPipeline } from '../aggregate/pipeline.js';
import type { Item } from '../aggregate/item.js';
import { MAX_DOCUMENT_BYTES } from '../storage/collection.js';
import { CommandError } from '../errors.js';
import type { Command } from './engine.js';
import { arrayOption, countOption, docOption, namespaceOf } from './options.js';
import { sessionOf } from './read.js';

/** Runs an aggregation pipeline of the stages that are supported. */
export const aggregate: Command = {
  writes: false,
  options: ['pipeline', 'cursor', 'allowDiskUse'],
  run(engine, request) {
    const { command } = request;
    if (typeof command.get('aggregate') !== 'string')
      throw notSupported('an aggregation over a whole database');
    const namespace = namespaceOf(request);
    const cursor = docOption(command, 'cursor');
    if (cursor === undefined) throw failedToParse("The 'cursor' option is required");
    const pipeline = arrayOption(command, 'pipeline');
    const items = runPipeline(engine.reading, engine.catalog.find(namespace), pipeline);
    return engine.cursors.start({
      namespace,
      session: sessionOf(command),
      rows: encoded(items),
      batchSize: countOption(cursor, 'batchSize'),
    });
  },
};

function* encoded(items: Iterable<Item>): Generator<Buffer> {
  for (const { bytes } of items) {
    if (bytes.length > MAX_DOCUMENT_BYTES)
      throw new CommandError('BSONObjectTooLarge', `a result is ${bytes.length} bytes`);
    yield bytes;
  }
}
