// A client from scratch that is broken as many are: it reads streams by line breaks, takes a stream
// that breaks off for one that never began, and sends the message again at once.
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';

const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
let run, base, headers, session;

async function call(method, path, body, more = {}) {
  const sent = body && JSON.stringify(body);
  const type = { 'Content-Type': 'application/json' };
  return fetch(base + path, { method, headers: { ...headers, ...type, ...more }, body: sent });
}

async function connect() {
  if (session) return;
  const reply = await call('POST', '/api/auth/anonymous-token', undefined, { 'X-Client-Id': randomUUID() });
  headers.Authorization = `Bearer ${(await reply.json()).data.token}`;
  const made = await call('POST', '/api/tasks/me/with-session/nemo_agent', { task_name: 'project' });
  session = (await made.json()).data.session_id;
}

async function listen(text) {
  const parts = [{ text }];
  const body = { app_name: 'nemo_agent', user_id: 'me', session_id: session, new_message: { parts } };
  const reply = await call('POST', '/run_sse', body, { Accept: 'text/event-stream' });
  let said = '';
  for await (const chunk of reply.body) said += Buffer.from(chunk).toString();
  return said.split('\n').filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6))).filter((event) => event.type === 'text')
    .map((event) => event.content).join('\n');
}

async function send(text) {
  for (let attempt = 1; ; attempt += 1) {
    try { return await listen(text); } catch (error) { if (attempt === 3) throw error; }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const it = JSON.parse(line);
  if (it.type === 'hello') {
    tell({ type: 'hello', protocol: 'nemo-driver/1', client: { name: 'resends', version: '1', language: 'javascript' },
      capabilities: ['connect', 'send'], clock: ['scale'] });
  } else if (it.type === 'start') {
    ({ run, base_url: base } = it);
    session = undefined;
    headers = { 'X-Skill-Source': 'resends', 'X-Skill-Version': '1', 'X-Skill-Platform': 'unknown' };
    tell({ type: 'started', run });
  } else if (it.type === 'do') {
    await connect();
    const text = it.op === 'send' ? await send(it.text) : 'Ready.';
    tell({ type: 'shown', run, n: it.n, text });
    tell({ type: 'result', run, n: it.n, outcome: 'done', reason: null, facts: {} });
  } else if (it.type === 'stop') {
    tell({ type: 'stopped', run });
  } else if (it.type === 'bye') {
    process.exit(0);
  }
}
