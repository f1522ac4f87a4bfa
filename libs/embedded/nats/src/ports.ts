import { connect, createServer } from 'node:net';

/**
 * The port to listen on: `wanted`, or any free one for 0.
 * Throws an Error that says what to do when `wanted` is taken on loopback.
 */
export function reservePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${wanted} on 127.0.0.1 is taken: another NATS or another Aduan runs there. Stop it or choose another port.`,
            )
          : error,
      );
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}

/** Whether a nats-server with JetStream ready answers on the loopback port (its INFO greeting says so). */
export function answersWithJetStream(port: number, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let greeting = '';
    const finish = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => resolve(false));
    socket.on('data', (chunk) => {
      greeting += chunk.toString('utf8');
      if (greeting.includes('\n')) finish(/^INFO .*"jetstream":\s*true/.test(greeting));
    });
  });
}
