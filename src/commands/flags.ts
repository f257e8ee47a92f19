/** The flags every command takes, as parsed. */
export interface GlobalFlags {
  readonly version: string;
  readonly root: string;
  readonly config?: string;
  /** False after `--no-config-code`. */
  readonly configCode: boolean;
  readonly entry: readonly string[];
  readonly conditions: readonly string[];
  readonly reporter: readonly string[];
  readonly output: readonly string[];
  readonly json?: true;
  readonly verbose?: true;
  readonly quiet?: true;
  /** False after `--no-color`. */
  readonly color: boolean;
  readonly cleanEnv?: true;
  /** False after `--no-cache`. */
  readonly cache: boolean;
  readonly cacheDir?: string;
}
