import { readColors } from './colors.ts';
import { AXIS, drawIcicle, ROW, type Drawn } from './icicle-drawing.ts';

/**
 * Draws an icicle on a canvas of the page, which gets the height that the rows take.
 *
 * @param size width in CSS pixels, and how many rows are drawn
 */
export function paintIcicle(
  canvas: HTMLCanvasElement,
  drawn: Drawn,
  { width, rows }: { readonly width: number; readonly rows: number },
): void {
  const height = AXIS + rows * ROW;
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.height = `${height}px`;
  const drawing = canvas.getContext('2d');
  if (drawing === null || canvas.parentElement === null) return;
  drawing.scale(ratio, ratio);
  drawIcicle(drawing, drawn, width, rows, readColors(canvas.parentElement));
}
