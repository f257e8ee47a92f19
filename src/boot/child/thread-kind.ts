interface Threads {
  readonly threadId: number;
  readonly isInternalThread?: boolean;
}

/** Node takes this function away from worker threads, and says so. To load `worker_threads` would change the program. */
export const isMainThread = (process.abort as { disabled?: boolean }).disabled !== true;

const threads: Threads | undefined = isMainThread
  ? undefined
  : (process.getBuiltinModule('node:worker_threads') as Threads);

export const threadId = threads?.threadId ?? 0;

/** The thread of loader hooks, which is Node's own (known from Node 22 on; before, preloads do not run there). */
export const isInternalThread = threads?.isInternalThread === true;
