#!/usr/bin/env node
import { main } from '../dist/cli.js';

// Set, not exited with: what is still being written to a pipe must arrive.
process.exitCode = await main(process.argv.slice(2), process);
