'use strict';
// Preload: V8's sampling profiler over the whole run of a process, written to PROFILE_INTO/PID.cpuprofile as it ends.
// By the inspector, not by --cpu-prof: NODE_OPTIONS of Node 20 may not have that.
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');

const into = process.env.PROFILE_INTO;
if (into) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 200 });
  session.post('Profiler.start');
  process.on('exit', () =>
    session.post('Profiler.stop', (error, result) => {
      if (error === null)
        writeFileSync(join(into, `${process.pid}.cpuprofile`), JSON.stringify(result.profile));
    }),
  );
}
