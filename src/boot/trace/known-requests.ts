/**
 * Where CommonJS requests led, to find again what a request of another module means: Node only tells us the request when
 * the module is already loaded.
 */
export class KnownRequests {
  private readonly byFolder = new Map<string, string>();
  private readonly bare = new Map<string, Set<string>>();
  private readonly isLoaded: (file: string) => boolean;

  /** @param isLoaded whether a file was loaded as a module */
  constructor(isLoaded: (file: string) => boolean) {
    this.isLoaded = isLoaded;
  }

  learn(parentFile: string, request: string, file: string): void {
    this.byFolder.set(`${folderOf(parentFile)}\0${request}`, file);
    if (isBare(request)) {
      const files = this.bare.get(request) ?? new Set();
      this.bare.set(request, files.add(file));
    }
  }

  /**
   * @param parentFile absolute path of the module that asks
   * @returns the file of a loaded module; undefined where that cannot be told
   */
  find(parentFile: string, request: string): string | undefined {
    const folder = folderOf(parentFile);
    const known = this.byFolder.get(`${folder}\0${request}`);
    if (known !== undefined) return known;
    if (isBare(request)) return this.nearest(folder, request);
    const path = isAbsolute(request) ? request : joined(folder, request);
    return this.endings(path).find((file) => this.isLoaded(file));
  }

  /** The file that is reached from the deepest node_modules folder on the way up. */
  private nearest(folder: string, request: string): string | undefined {
    let best: string | undefined;
    let depth = -1;
    const from = `${folder}/`.replaceAll('\\', '/');
    for (const file of this.bare.get(request) ?? []) {
      const slashed = file.replaceAll('\\', '/');
      const above = slashed.slice(0, slashed.lastIndexOf('/node_modules/') + 1);
      if (above.length > depth && from.startsWith(above)) {
        best = file;
        depth = above.length;
      }
    }
    return best;
  }

  private endings(path: string): string[] {
    const separator = path.includes('\\') ? '\\' : '/';
    const trimmed = path.endsWith(separator) ? path.slice(0, -1) : path;
    const names = ['.js', '.json', '.node', '.cjs', '.mjs', '.ts'].flatMap((end) => [
      trimmed + end,
      `${trimmed}${separator}index${end}`,
    ]);
    return [path, ...names];
  }
}

function isBare(request: string): boolean {
  return !/^\.{1,2}([\\/]|$)/.test(request) && !isAbsolute(request);
}

function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'))));
}

function joined(folder: string, request: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  const parts = folder.split(separator);
  for (const part of request.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join(separator);
}
