/** Waits until `check` gives something (not undefined or false), looking again at short intervals. */
export const eventually = async <T>(
  check: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 15_000,
): Promise<T> => {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms: ${check.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
