import { parseArgs } from 'node:util';
import { moods, type Mood } from './mood.js';
import { trialPeople } from './people.js';
import { startStandIn } from './server.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    mood: { type: 'string', default: 'well' },
    delay: { type: 'string', default: '0' },
  },
});
const mood = moods.find((known) => known === values.mood);
if (!mood) {
  process.stderr.write(`no mood ${values.mood}; there are: ${moods.join(', ')}\n`);
  process.exit(2);
}
const standIn = await startStandIn({ port: Number(values.port) });
standIn.behave(mood satisfies Mood, Number(values.delay));
process.stdout.write(`Stand-in for the signing service on ${standIn.url}, mood ${mood}.

  ADUAN_ESIGN_URL=${standIn.url} ADUAN_ESIGN_USER=esign ADUAN_ESIGN_PASSWORD=esign-lokal

Its signatures are real but worth nothing: the certificate is made anew at each start. It knows
${Object.entries(trialPeople)
  .map(([nik, { passphrase, status }]) => `  NIK ${nik}  passphrase ${passphrase}  ${status}`)
  .join('\n')}
`);
process.once('SIGINT', () => void standIn.close().then(() => process.exit(0)));
process.once('SIGTERM', () => void standIn.close().then(() => process.exit(0)));
