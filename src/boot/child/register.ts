import Module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChildSettings } from '../protocol.ts';
import { EVENT } from '../protocol.ts';
import { declareGlobal } from './global-name.ts';
import type { Recorder } from './recorder.ts';

/** The global that marked texts call in this mode: the hooks run on another thread and know no numbers. */
export const URL_MARK = '__import_budget_body__';

/** Sees ES modules through `module.register` (Node 20): the hooks run on a thread of their own and write their own file. */
export function watchByRegister(recorder: Recorder, settings: ChildSettings): void {
  const mark = (url: string, ends: boolean) => {
    recorder.event(ends ? EVENT.bodyEnd : EVENT.body, recorder.id(url), 0);
    recorder.flush();
  };
  declareGlobal(URL_MARK, mark);
  const hooks = pathToFileURL(join(settings.code, 'hooks.mjs')).href;
  const path = join(settings.folder, `${process.pid}-hooks.trace`);
  Module.register(hooks, { data: { path } });
}
