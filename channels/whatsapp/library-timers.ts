import { createHook } from 'node:async_hooks';

/**
 * Whatever timers begin before the next microtask keep no process alive. The library gives an upload of keys half a minute and never takes
 * that timer back: a gateway that was just connected would not end before.
 */
export function letTimersGo(): void {
  const begun: NodeJS.Timeout[] = [];
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === 'Timeout') begun.push(resource as NodeJS.Timeout);
    },
  }).enable();
  queueMicrotask(() => {
    hook.disable();
    for (const timer of begun) timer.unref();
  });
}
