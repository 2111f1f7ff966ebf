/**
 * A server of one's own: the built binary on a free port with an empty data folder. It is told nothing that an operator
 * would not tell it, and the administrator's password is read where an operator reads it: in its first output.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const DEFAULT_BINARY = path.resolve(HERE, '../../../target/debug/madoguchi');
const START_MS = 60_000;
const STOP_MS = 10_000;

export interface Credentials {
  email: string;
  password: string;
}

export interface Server {
  url: string;
  admin: Credentials;
  mailDir: string;
  /** An empty folder for the test's own files. */
  folder: string;
  /** A command of the operator on the same machine (`form import FILE --publish`); gives what it prints. */
  run: (...words: string[]) => Promise<string>;
  /** Everything the process has said so far. */
  log: () => string;
  /** Kills the process without a word and starts it again on the same data and port. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const binary = await builtBinary();
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-e2e-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const dataDir = path.join(folder, 'data');
  const env = {
    PATH: process.env.PATH,
    MADOGUCHI_LISTEN: listen,
    MADOGUCHI_BASE_URL: `http://${listen}`,
    MADOGUCHI_DATA_DIR: dataDir,
    // Tests are quicker than people; what happens to the quick ones has a test of its own.
    MADOGUCHI_MINIMUM_FILL_SECONDS: '0',
    ...settings,
  };
  let said = '';
  const heard = (chunk: Buffer) => (said += chunk.toString('utf8'));
  const serve = () => {
    const process = spawn(binary, ['serve'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env });
    process.stdout.on('data', heard);
    process.stderr.on('data', heard);
    return process;
  };
  let child: ChildProcess = serve();
  const admin = await greeting(child, () => said);
  const url = `http://${listen}`;
  const ready = await fetch(`${url}/readyz`);
  if (!ready.ok) throw new Error(`the server is not ready (${ready.status}):\n${said}`);
  return {
    url,
    admin,
    mailDir: path.join(dataDir, 'mail'),
    folder,
    run: async (...words) => (await promisify(execFile)(binary, words, { cwd: folder, env })).stdout.trim(),
    log: () => said,
    restart: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      child = serve();
      await answers(url);
    },
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the server at this address is ready. */
async function answers(url: string): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end;) {
    const ready = await fetch(`${url}/readyz`).catch(() => undefined);
    if (ready?.ok) return;
  }
  throw new Error(`the server did not come back within ${START_MS / 1000} s`);
}

async function builtBinary(): Promise<string> {
  const binary = process.env.MADOGUCHI_BIN ?? DEFAULT_BINARY;
  try {
    await access(binary);
  } catch {
    throw new Error(
      `There is no server to test at ${binary}. Build it with \`make build\` (or \`cargo build\`), ` +
        'or set MADOGUCHI_BIN to the binary.',
    );
  }
  return binary;
}

/** A port that was free a moment ago; the kernel does not give it out again at once. */
async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Waits for the lines with the first administrator. They are printed after the port is open. */
function greeting(child: ChildProcess, said: () => string): Promise<Credentials> {
  return new Promise((resolve, reject) => {
    const give = (reason: string) => {
      clearTimeout(timer);
      reject(new Error(`${reason}. It said:\n${said()}`));
    };
    const timer = setTimeout(() => give(`the server did not start within ${START_MS / 1000} s`), START_MS);
    child.once('error', (error) => give(`the server cannot be started: ${error.message}`));
    child.once('exit', (code) => give(`the server ended with code ${code}`));
    child.stdout?.on('data', () => {
      const email = /メールアドレス:\s*(\S+)/.exec(said())?.[1];
      const password = /パスワード:\s*(\S+)\s/.exec(said())?.[1];
      if (email === undefined || password === undefined) return;
      clearTimeout(timer);
      resolve({ email, password });
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
