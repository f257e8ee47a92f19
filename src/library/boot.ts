import process from 'node:process';
import { bootReport, whatToBoot } from '../commands/boot.ts';
import { saveBoots } from '../commands/saved-boots.ts';
import { processHost } from '../io/host.ts';
import type { Report } from '../model/report.ts';
import { toBootFlags, type BootOptions } from './boot-options.ts';
import { silentHost, toFlags } from './options.ts';

/**
 * Boots entries, or a command. Runs the user's code.
 *
 * @throws UsageError, TargetError where a boot cannot be begun
 */
export async function bootProject(options: BootOptions, version: string): Promise<Report> {
  const host = silentHost(processHost(process), options);
  const flags = toFlags(options, version);
  const { entries = [], command = [], signal = new AbortController().signal } = options;
  const asked = await whatToBoot(host, flags, entries, command);
  const report = await bootReport(host, flags, {
    asked,
    options: { ...toBootFlags(options), command },
    signal,
  });
  saveBoots(host, flags, asked.root, report.boots ?? []);
  return report;
}
