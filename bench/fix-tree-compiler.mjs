// A program of TypeScript's whose files can be replaced in memory.
import { dirname, resolve } from 'node:path';

export class Compiled {
  #ts;
  #parsed;
  #host;
  #program;
  #replaced = new Map();
  #sources = new Map();

  /** @param config path of a tsconfig */
  constructor(ts, config) {
    this.#ts = ts;
    const { config: read } = ts.readConfigFile(config, ts.sys.readFile);
    this.#parsed = ts.parseJsonConfigFileContent(
      read,
      ts.sys,
      dirname(config),
      {
        noEmit: true,
        composite: false,
        incremental: false,
        declaration: false,
        emitDeclarationOnly: false,
        allowImportingTsExtensions: undefined,
      },
      config,
    );
    const { options } = this.#parsed;
    this.#host = ts.createCompilerHost(options, true);
    const plain = this.#host.getSourceFile.bind(this.#host);
    this.#host.getSourceFile = (name, target, ...rest) => {
      const text = this.#replaced.get(resolve(name));
      if (text !== undefined) return ts.createSourceFile(name, text, target, true);
      const known = this.#sources.get(name) ?? plain(name, target, ...rest);
      this.#sources.set(name, known);
      return known;
    };
    const read0 = this.#host.readFile.bind(this.#host);
    this.#host.readFile = (name) => this.#replaced.get(resolve(name)) ?? read0(name);
    this.replace(new Map());
  }

  /** Files that the project names, absolute. */
  files() {
    return this.#parsed.fileNames.map((name) => resolve(name));
  }

  /** @param texts by absolute path; all others are as on disk */
  replace(texts) {
    this.#replaced = texts;
    const { fileNames, options, projectReferences } = this.#parsed;
    this.#program = this.#ts.createProgram({
      rootNames: fileNames,
      options,
      projectReferences,
      host: this.#host,
      oldProgram: this.#program,
    });
  }

  /** Errors by file. */
  errors(files) {
    const ts = this.#ts;
    return new Map(
      files.map((file) => {
        const source = this.#program.getSourceFile(file);
        const found = [
          ...this.#program.getSyntacticDiagnostics(source),
          ...this.#program.getSemanticDiagnostics(source),
        ];
        return [
          file,
          found.map(({ code, start, messageText }) => {
            const { line } = source.getLineAndCharacterOfPosition(start ?? 0);
            const words = ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 200);
            return {
              code,
              key: `${code} ${words}`,
              text: `line ${line + 1}: ${words} | ${source.text.split('\n')[line].trim().slice(0, 120)}`,
            };
          }),
        ];
      }),
    );
  }
}
