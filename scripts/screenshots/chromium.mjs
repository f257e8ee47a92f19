import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Starts the Chromium of this machine; says what to install, and ends with 2, where there is none. */
export async function launchChromium() {
  const executablePath = PLACES.find((place) => place !== '' && existsSync(place));
  if (executablePath === undefined) {
    console.error(
      'There is no Chromium. Install one (apt-get install chromium), or name it: CHROMIUM=/path/to/chrome',
    );
    process.exit(2);
  }
  // Root, as in a container, may not use the sandbox; what is opened are files of our own.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
