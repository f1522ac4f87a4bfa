import { connect } from 'node:net';

// Health of a container, by exit code. Without arguments: is the service ready? With a port: does something listen there?
const [port] = process.argv.slice(2);
const withinMs = 4_000;

const listens = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), timeout: withinMs });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });

const isReady = async (): Promise<boolean> => {
  const url = `http://127.0.0.1:${process.env['ADUAN_HEALTH_PORT']}/ready`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
  process.stdout.write(`${await answer.text()}\n`);
  return answer.ok;
};

const isHealthy = await (port === undefined ? isReady() : listens()).catch(() => false);
process.exit(isHealthy ? 0 : 1);
