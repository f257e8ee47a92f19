import { shortId } from '../reporters/places.ts';
import { axisStep, millis } from '../reporters/numbers.ts';
import type { BootLayout } from './boot-layout.ts';
import type { BootData, PageData } from './decode.ts';

export const ROW = 22;
export const AXIS = 20;
/** Rows that are drawn; deeper ones are seen by zooming in. */
const MOST_ROWS = 22;
const LEAST_TEXT = 34;
/** A module of whose time this much is retained is drawn as one that goes away as a whole. */
const MOSTLY = 0.5;

export interface Colors {
  readonly dark: string;
  readonly onDark: string;
  readonly light: string;
  readonly onLight: string;
  readonly ink: string;
  readonly quiet: string;
  readonly accent: string;
  readonly page: string;
}

/** The part of a boot that is seen, and what is pointed out in it. */
export interface Drawn {
  readonly boot: BootData;
  readonly layout: BootLayout;
  readonly modules: PageData['modules'];
  /** Of the place that fills the width; -1 for all. */
  readonly zoom: number;
  /** Of the time axis; larger than the boot where two boots are drawn to one scale. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly chosen: number;
  /** Places that match; null where nothing is looked for. */
  readonly matches: Uint8Array | null;
  /** Places that go away with the chosen one. */
  readonly held: Uint8Array | null;
}

/** How many rows a boot takes from where it is zoomed in. */
export function rowsOf({ layout, zoom }: Pick<Drawn, 'layout' | 'zoom'>): number {
  const top = zoom < 0 ? 0 : layout.depth[zoom]!;
  let deepest = top;
  const [from, to] = zoom < 0 ? [0, Infinity] : [layout.start[zoom]!, layout.end[zoom]!];
  for (let place = 0; place < layout.depth.length; place++)
    if (layout.depth[place]! > deepest && layout.start[place]! >= from && layout.end[place]! <= to)
      deepest = layout.depth[place]!;
  return Math.min(deepest - top + 1, MOST_ROWS);
}

/**
 * Draws only what can be seen: what is narrower than a pixel is drawn once a pixel and row, and nothing below it.
 *
 * @param width in CSS pixels
 */
export function drawIcicle(
  canvas: CanvasRenderingContext2D,
  drawn: Drawn,
  width: number,
  rows: number,
  colors: Colors,
): void {
  const { layout, fromMs, toMs, zoom } = drawn;
  const scale = width / (toMs - fromMs || 1);
  canvas.clearRect(0, 0, width, AXIS + rows * ROW);
  canvas.font = '12px system-ui, sans-serif';
  canvas.textBaseline = 'middle';
  drawAxis(canvas, drawn, width, rows, colors);
  const top = zoom < 0 ? 0 : layout.depth[zoom]!;
  const last = new Int32Array(rows).fill(-1);
  const open: number[] = zoom < 0 ? layout.roots.toReversed() : [zoom];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const row = layout.depth[place]! - top;
    const left = (layout.start[place]! - fromMs) * scale;
    const right = (layout.end[place]! - fromMs) * scale;
    const pixel = Math.floor(left);
    if (right - left < 1 && last[row] === pixel) continue;
    last[row] = Math.floor(right);
    drawModule(canvas, drawn, place, { left, width: right - left, y: AXIS + row * ROW }, colors);
    if (row + 1 >= rows || right - left < 1) continue;
    const below = layout.children[place]!;
    for (let at = below.length - 1; at >= 0; at--) open.push(below[at]!);
  }
}

interface Box {
  readonly left: number;
  readonly width: number;
  readonly y: number;
}

function drawModule(
  canvas: CanvasRenderingContext2D,
  drawn: Drawn,
  place: number,
  { left, width, y }: Box,
  colors: Colors,
): void {
  const { boot, layout, chosen, matches, held } = drawn;
  const total = layout.end[place]! - layout.start[place]!;
  const goes = boot.retainedMs[place]! >= MOSTLY * total;
  canvas.globalAlpha = matches !== null && matches[place] === 0 ? 0.22 : 1;
  canvas.fillStyle = goes ? colors.dark : colors.light;
  const gap = width > 3 ? 1 : 0;
  canvas.fillRect(left, y, Math.max(width - gap, 0.6), ROW - 1);
  if (held?.[place] === 1 && width > 1) {
    canvas.fillStyle = colors.accent;
    canvas.fillRect(left, y + ROW - 4, Math.max(width - gap, 0.6), 3);
  }
  if (place === chosen) {
    canvas.strokeStyle = colors.ink;
    canvas.lineWidth = 2;
    canvas.strokeRect(left + 1, y + 1, Math.max(width - 2 - gap, 1), ROW - 3);
  }
  if (width >= LEAST_TEXT) {
    canvas.fillStyle = goes ? colors.onDark : colors.onLight;
    const text = fitted(canvas, labelOf(drawn, place), width - 10);
    canvas.fillText(text, Math.max(left, 0) + 5, y + ROW / 2);
  }
  canvas.globalAlpha = 1;
}

/** The package where one begins, else the file. */
function labelOf({ boot, modules }: Drawn, place: number): string {
  const { id, package: owner } = modules[boot.modules[place]!]!;
  const above = boot.importer[place]!;
  const outer = above < 0 ? null : modules[boot.modules[above]!]!.package;
  if (owner !== null && owner !== outer) return owner;
  const name = shortId(id);
  const own = owner !== null && name.startsWith(`${owner}/`) ? name.slice(owner.length + 1) : name;
  return own.length > 40 ? own.slice(own.lastIndexOf('/') + 1) : own;
}

function fitted(canvas: CanvasRenderingContext2D, text: string, width: number): string {
  if (canvas.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (canvas.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low < 2 ? '' : `${text.slice(0, low)}…`;
}

function drawAxis(
  canvas: CanvasRenderingContext2D,
  { fromMs, toMs }: Drawn,
  width: number,
  rows: number,
  colors: Colors,
): void {
  const step = axisStep(Math.max((toMs - fromMs) / Math.max(width / 110, 2), 0.01));
  canvas.fillStyle = colors.quiet;
  for (let ms = Math.ceil(fromMs / step) * step; ms < toMs; ms += step) {
    const x = ((ms - fromMs) / (toMs - fromMs)) * width;
    canvas.globalAlpha = 0.35;
    canvas.fillRect(x, AXIS - 5, 1, rows * ROW + 5);
    canvas.globalAlpha = 1;
    canvas.fillText(`${step < 1 ? ms.toFixed(1) : millis(ms)} ms`, x + 4, AXIS / 2 - 1);
  }
}
