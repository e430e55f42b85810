// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// check.mjs BETD OPENAPI FOLDER: sends requests to a running betd through Prism, which compares each request and each answer with
// the document and turns a difference into an error. FOLDER holds node_modules.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

const [betd, openapi, folder] = process.argv.slice(2);
const game = 'openapi-game-token';
const desk = 'openapi-desk-token';
const manager = 'openapi-manager-token';
const auditor = 'openapi-auditor-token';
const work = mkdtempSync(join(tmpdir(), 'betd-openapi-'));
const children = [];
const wrong = [];
let checked = 0;

function start(command, args) {
  const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe']});
  child.stderr.resume();
  children.push(child);
  return child;
}

// The first line of the child's output that `pick` makes something of.
function line(child, pick) {
  return new Promise((resolve, reject) => {
    const seen = [];
    createInterface({input: child.stdout}).on('line', text => {
      seen.push(text);
      const picked = pick(text);
      if (picked) resolve(picked);
    });
    child.on('error', reject);
    child.on('exit', code => reject(new Error(`${child.spawnfile} ended with ${code}: ${seen.join('\n')}`)));
  });
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function call(base, method, path, {token = desk, body, headers = {}} = {}) {
  const all = {...headers};
  if (token) all.Authorization = `Bearer ${token}`;
  if (body !== undefined) all['Content-Type'] = 'application/json';
  const reply = await fetch(base + path, {method, headers: all, body: typeof body === 'object' ? JSON.stringify(body) : body});
  return {status: reply.status, headers: reply.headers, text: await reply.text()};
}

let proxy;

// One request through the proxy; `status` is what the service has to answer.
async function expect(status, method, path, options = {}) {
  ++checked;
  const reply = await call(proxy, method, path, options);
  const violations = reply.headers.get('sl-violations');
  if (reply.status !== status || violations || reply.text.includes('stoplight.io/prism'))
    wrong.push(`${method} ${path}: ${reply.status} instead of ${status} ${violations ?? ''} ${reply.text.slice(0, 1500)}`);
  try {
    return JSON.parse(reply.text);
  } catch {
    return reply.text;
  }
}

const bet = (id, more = {}) => ({partner_id: '12345', partner_player_id: '67890', amount: 100, bet_id: id, ...more});
const post = (status, path, body, token = game, headers = {}) => expect(status, 'POST', path, {token, body, headers});
const key = name => ({'Idempotency-Key': `openapi-${name}`});
let keys = 0;
const newKey = () => key(`once-${++keys}`);
const euros = amount => ({amount, currency: 'EUR'});

async function requests() {
  // The five calls, with their replays and refusals.
  const round = {round_id: 'round123', selection: '5', odds: 2.5, game_id: 'wheel', currency: 'EUR'};
  await post(200, '/api/check_bet', bet('b-1', round));
  await post(200, '/api/block_funds', bet('b-1', round));
  await post(200, '/api/block_funds', bet('b-1', round));
  await post(422, '/api/block_funds', bet('b-1', {...round, amount: 99}));
  await post(200, '/api/update_bet_status', bet('b-1', {status: 'win', payout: 250, result: '5'}));
  await post(200, '/api/update_bet_status', bet('b-1', {status: 'win', payout: 250, result: '5'}));
  await post(409, '/api/update_bet_status', bet('b-1', {status: 'lose'}));
  await post(200, '/api/recalculate_bets', {round_id: 'round123', correct_result: '7'});
  await post(200, '/api/recalculate_bets', {round_id: 'round123', correct_result: '7'});
  await post(404, '/api/recalculate_bets', {round_id: 'nowhere', correct_result: '7'});
  await post(409, '/api/block_funds', bet('b-late', round));
  await post(200, '/api/block_funds', bet('b-2'));
  await post(200, '/api/refund', bet('b-2', {amount: 40, refund_id: 'part-1'}));
  await post(422, '/api/refund', bet('b-2', {amount: 80, refund_id: 'part-2'}));
  await post(200, '/api/refund', bet('b-2', {amount: 60, refund_id: 'part-3'}));
  await post(200, '/api/refund', bet('tombstone'));
  await post(409, '/api/block_funds', bet('tombstone'));
  await post(409, '/api/refund', bet('b-1'));
  await post(404, '/api/update_bet_status', bet('none', {status: 'lose'}));
  await post(402, '/api/block_funds', bet('too-much', {amount: 1e9}));
  await post(422, '/api/check_bet', bet('fine', {amount: 10.999}));
  await post(422, '/api/check_bet', bet('fine', {currency: 'USD'}));
  await post(401, '/api/check_bet', bet('fine'), 'not-a-known-token');
  await post(403, '/api/check_bet', bet('fine'), desk);

  // Reads.
  await expect(200, 'GET', '/api/v1/instance');
  await expect(200, 'GET', '/api/v1/partners');
  const page = await expect(200, 'GET', '/api/v1/bets?limit=2');
  await expect(200, 'GET', `/api/v1/bets?limit=2&cursor=${page.next_cursor}`);
  await expect(200, 'GET', '/api/v1/bets?state=refunded&status=refunded&partner_id=12345&player_id=67890&q=b-2');
  await expect(200, 'GET', '/api/v1/bets?currency=EUR&amount_min=40.00&amount_max=100&needs_attention=false');
  await expect(400, 'GET', '/api/v1/bets?amount_min=40.00');
  await expect(400, 'GET', '/api/v1/bets?cursor=none');
  await expect(403, 'GET', '/api/v1/bets', {token: game});
  await expect(200, 'GET', '/api/v1/bets/12345/b-1');
  const unchanged = {headers: {'If-None-Match': '*'}};
  await expect(304, 'GET', '/api/v1/bets/12345/b-1', unchanged);
  await expect(304, 'GET', '/api/v1/rounds/round123', unchanged);
  await expect(404, 'GET', '/api/v1/bets/12345/none');
  await expect(200, 'GET', '/api/v1/bets/12345/b-1/timeline');
  await expect(200, 'GET', '/api/v1/bets/12345/b-2/timeline');
  await expect(200, 'GET', '/api/v1/bets/12345/too-much/timeline');
  await expect(200, 'GET', '/api/v1/bets/12345/b-1/ledger');
  await expect(200, 'GET', '/api/v1/rounds?state=settled');
  await expect(200, 'GET', '/api/v1/rounds/round123');
  await expect(404, 'GET', '/api/v1/rounds/none');
  await expect(200, 'GET', '/api/v1/rounds/round123/bets');
  const operations = await expect(200, 'GET', '/api/v1/operations?limit=500');
  await expect(200, 'GET', '/api/v1/operations?state=declined');
  for (const operation of operations.data ?? [])
    await expect(200, 'GET', `/api/v1/operations/${operation.operation_id}/attempts`);
  await expect(404, 'GET', '/api/v1/operations/op-999999/attempts');

  // What people do.
  await post(200, '/api/block_funds', bet('b-3'));
  const order = (id, amount, version = 1, target = 'b-3') => ({
    refund_id: id,
    items: [{partner_id: '12345', bet_id: target, amount: euros(amount), expected_version: version}],
    reason: 'technical_issue',
    reason_text: 'the terminal lost power',
    ticket: 'T-1',
  });
  const {version} = await expect(200, 'GET', '/api/v1/bets/12345/b-3');
  await post(200, '/api/v1/refunds?dry_run=true', order('r-1', '100.00', version), desk, key('preview'));
  await post(200, '/api/v1/refunds?dry_run=true', order('r-1', '100.00', version + 5, 'b-1'), desk, key('preview'));
  await post(200, '/api/v1/refunds', order('r-1', '100.00', version), desk, key('r-1'));
  await post(200, '/api/v1/refunds', order('r-1', '100.00', version), desk, key('r-1'));
  await post(422, '/api/v1/refunds', order('r-2', '1.00', 1, 'none'), desk, key('r-1'));
  await post(404, '/api/v1/refunds', order('r-2', '1.00', 1, 'none'), desk, key('r-2'));
  await post(403, '/api/v1/refunds', order('r-3', '1.00'), game, key('r-3'));
  const first = operations.data[0].operation_id;
  await expect(200, 'POST', `/api/v1/operations/${first}:retry`, {headers: key('retry')});
  await expect(409, 'POST', `/api/v1/operations/${first}:ask`, {headers: key('ask')});
  await post(409, `/api/v1/operations/${first}:resolve`, {outcome: 'failed', reference: 'a list', reason: 'it says so'}, desk, key('resolve'));
  await expect(200, 'GET', '/api/v1/resolutions?state=pending');
  await expect(200, 'GET', '/api/v1/partners/12345/health');
  await expect(200, 'GET', '/api/v1/stats');
  await expect(400, 'GET', '/api/v1/stats?minutes=5');
  await expect(403, 'GET', '/api/v1/stats', {token: game});
  await expect(403, 'POST', '/api/v1/bets/12345/b-1:reinstate', {headers: key('reinstate')});

  // What a second person approves.
  const jobs = '/api/v1/jobs';
  const plan = (id, more) => ({job_id: id, kind: 'recalculation', round_id: 'round123', correct_result: '5', reason: 'wrong_result', ...more});
  const planned = await post(201, jobs, plan('j-1'), desk, newKey());
  await post(200, jobs, plan('j-1'), desk, newKey());
  await post(422, jobs, plan('j-1', {correct_result: '8'}), desk, newKey());
  await post(404, jobs, plan('j-2', {round_id: 'nowhere'}), desk, newKey());
  await post(201, jobs, {job_id: 'j-3', kind: 'refund', query: 'state:blocked', reason: 'duplicate'}, desk, newKey());
  await post(200, `${jobs}/j-3:withdraw`, {}, desk, newKey());
  await expect(200, 'GET', `${jobs}?kind=recalculation&round_id=round123&limit=1`);
  await expect(200, 'GET', `${jobs}/j-1`);
  await expect(404, 'GET', `${jobs}/none`);
  await expect(200, 'GET', `${jobs}/j-1/rows?state=pending&limit=1`);
  await expect(200, 'GET', `${jobs}/j-1/changes`);
  const sent = await post(200, `${jobs}/j-1:submit`, {digest: planned.digest}, desk, newKey());
  await expect(200, 'GET', '/api/v1/approvals');
  const approval = `/api/v1/approvals/${sent.approval_id}`;
  await post(403, `${approval}:approve`, {digest: planned.digest, correct_result: '5'}, desk, newKey());
  await post(400, `${approval}:reject`, {}, manager, newKey());
  await post(403, `${approval}:approve`, {digest: 'other', correct_result: '5'}, manager, newKey());
  await post(200, `${approval}:approve`, {digest: planned.digest, correct_result: '5', comment: 'seen'}, manager, newKey());
  await post(409, `${jobs}/j-1:pause`, {}, manager, newKey());
  await post(409, `${jobs}/j-1:resume`, {}, manager, newKey());
  await post(409, `${jobs}/j-1:retry_failed`, {}, desk, newKey());
  await post(200, `${jobs}/j-1:cancel`, {}, desk, newKey());
  await expect(200, 'GET', `${jobs}/j-1/report?format=csv`);
  await expect(200, 'GET', `${jobs}/j-1/report?format=json`);
  await expect(200, 'GET', '/api/v1/rounds/round123/results');
  await post(200, '/api/v1/rounds/round123/result', {result: '9', source: 'studio'}, manager, newKey());

  // A partner that is taken out for a while.
  await post(200, '/api/v1/partners/12345:suspend', {reason: 'its answers are wrong'}, manager, newKey());
  await expect(200, 'GET', '/api/v1/partners/12345/health');
  await post(423, '/api/check_bet', bet('late'));
  await post(403, '/api/v1/partners/12345:resume', {reason: 'mended'}, desk, newKey());
  await post(200, '/api/v1/partners/12345:resume', {reason: 'mended'}, manager, newKey());

  // A correction with its rows, as a service sends it whose bookmaker this one is.
  const correction = row => ({round_id: 'round123', correct_result: '9', recalculation_id: 'c-1', chunk: row.bet_id, rows: [row]});
  await post(404, '/api/recalculate_bets', correction({bet_id: 'nowhere', expected_status: 'won', expected_payout: 1, status: 'lost', delta: -1}));
  await post(200, '/api/v1/rounds/round123:flag', {}, desk, newKey());

  // Alert rules, and an alert: of the round that is flagged.
  const rules = '/api/v1/alert-rules';
  await expect(200, 'GET', rules);
  const rule = {rule_id: 'large', condition: 'query', query: 'amount>1000', threshold: 1, window_ms: 60000, severity: 'info', enabled: true,
    quiet_from: '22:00', quiet_to: '06:00', sound: false, desktop: true};
  await post(201, rules, rule, manager, newKey());
  await post(400, rules, {...rule, rule_id: 'bad', query: 'staus:failed'}, manager, newKey());
  await post(403, rules, rule, desk, newKey());
  await post(200, `${rules}/large:change`, {...rule, threshold: 2, expected_version: 1}, manager, newKey());
  await post(412, `${rules}/large:change`, {...rule, threshold: 3, expected_version: 1}, manager, newKey());
  await post(200, `${rules}/large:delete`, {}, manager, newKey());
  await post(404, `${rules}/large:delete`, {}, manager, newKey());
  await post(200, '/api/v1/rounds/round123:flag', {}, desk, newKey());
  let alerts = {data: []};
  for (let i = 0; i < 100 && alerts.data.length === 0; ++i) {
    await new Promise(resolve => setTimeout(resolve, 100));
    alerts = JSON.parse((await call(proxy, 'GET', '/api/v1/alerts')).text);
  }
  await expect(200, 'GET', '/api/v1/alerts?state=open&limit=1');
  const alert = `/api/v1/alerts/${alerts.data[0]?.alert_id}`;
  await post(200, `${alert}:ack`, {}, desk, newKey());
  await post(200, `${alert}:assign`, {owner: 'mia'}, desk, newKey());
  await post(200, `${alert}:snooze`, {minutes: 30}, desk, newKey());
  await post(404, '/api/v1/alerts/a-999:ack', {}, desk, newKey());
  await post(403, `${alert}:ack`, {}, auditor, newKey());

  // Views: one's own, and those of others, which only they change.
  const views = '/api/v1/views';
  const view = {name: 'Large failures', query: 'status:failed amount>100', columns: ['time', 'amount'], sort: 'amount', descending: true, shared: true};
  const put = (status, body, token = manager) => expect(status, 'PUT', `${views}/v-1`, {token, body});
  await put(200, view);
  await put(200, {...view, name: 'Very large failures', expected_version: 1});
  await put(412, {...view, shared: false, expected_version: 1});
  await put(400, {...view, query: 'staus:failed', expected_version: 2});
  await put(403, {...view, expected_version: 2}, desk);
  await put(403, {...view, name: 'Mine', shared: true}, desk);
  await expect(200, 'GET', views, {token: desk});
  await expect(403, 'DELETE', `${views}/v-1`, {token: desk});
  await expect(200, 'DELETE', `${views}/v-1`, {token: manager});
  await expect(404, 'DELETE', `${views}/v-1`);

  // Webhooks; a service without a configuration has none.
  const webhooks = '/api/v1/webhooks';
  const asManager = {token: manager};
  await expect(403, 'GET', webhooks);
  await expect(404, 'GET', `${webhooks}/none/dead-letters`, asManager);
  await expect(200, 'GET', webhooks, asManager);
  await post(404, `${webhooks}/none:replay`, {}, manager, newKey());

  // Groups of failures: the block that was too much made one.
  const failures = '/api/v1/failures';
  const groups = await expect(200, 'GET', `${failures}?partner_id=12345&state=new&limit=1`);
  await expect(400, 'GET', `${failures}?cursor=none`);
  const group = `${failures}/${groups.data[0].failure_id}`;
  await expect(200, 'GET', group);
  await expect(404, 'GET', `${failures}/f-999`);
  await expect(200, 'GET', `${group}/bets?limit=1`);
  await post(200, `${group}:assign`, {owner: 'ann'}, desk, newKey());
  await post(200, `${group}:note`, {text: 'asked the player'}, desk, newKey());
  await post(200, `${group}:mute`, {}, desk, newKey());
  await post(200, `${group}:unmute`, {}, desk, newKey());
  await post(409, `${group}:retry`, {expected_count: 7}, desk, newKey());
  await post(200, `${group}:retry`, {expected_count: 0}, desk, key('retry-group'));
  await post(200, `${group}:retry`, {expected_count: 0}, desk, key('retry-group'));
  await post(403, `${group}:mute`, {}, game, newKey());

  // A partner's list against our bets.
  const runs = '/api/v1/reconciliations';
  const day = {partner_id: '12345', from: '2020-01-01T00:00:00.000Z', to: '2090-01-01T00:00:00.000Z', source: 'file'};
  const run = await post(201, runs, day, manager, key('reconcile'));
  await post(200, runs, day, manager, key('reconcile'));
  await post(409, runs, day, manager, newKey());
  await post(400, runs, {...day, to: day.from}, manager, newKey());
  await post(403, runs, day, desk, newKey());
  const row = {bet_id: 'b-elsewhere', state: 'won', amount: '25.00', currency: 'EUR', payout: '50.00'};
  await post(200, `${runs}/${run.reconciliation_id}:rows`, {chunk: 1, rows: [row]}, manager, newKey());
  await post(422, `${runs}/${run.reconciliation_id}:rows`, {chunk: 1, rows: [{...row, amount: '26.00'}]}, manager, newKey());
  await post(409, `${runs}/${run.reconciliation_id}:compare`, {chunks: 2, rows: 2}, manager, newKey());
  await post(200, `${runs}/${run.reconciliation_id}:compare`, {chunks: 1, rows: 1}, manager, newKey());
  for (let tries = 0, now = run; now.state !== 'completed' && tries < 1000; ++tries)
    now = await expect(200, 'GET', `${runs}/${run.reconciliation_id}`);
  await expect(200, 'GET', `${runs}?partner_id=12345&limit=1`);
  const found = await expect(200, 'GET', `${runs}/${run.reconciliation_id}/items?class=missing_here&accepted=false`);
  await expect(200, 'GET', `${runs}/${run.reconciliation_id}/items?since_before=2090-01-01T00:00:00.000Z&limit=2`);
  await expect(400, 'GET', `${runs}/${run.reconciliation_id}/items?class=matched`);
  const accept = `${runs}/${run.reconciliation_id}/items/${found.data[0].item_id}:accept`;
  await post(200, accept, {reason: 'a bet of another brand'}, manager, newKey());
  await post(409, accept, {reason: 'another reason'}, manager, newKey());
  await post(409, `${runs}/${run.reconciliation_id}:cancel`, {}, manager, newKey());
  await expect(404, 'GET', `${runs}/rec-999/items`);

  // The audit log.
  await expect(200, 'GET', '/api/v1/audit');
  const log = await expect(200, 'GET', '/api/v1/audit?limit=2', {token: auditor});
  await expect(200, 'GET', `/api/v1/audit?limit=2&cursor=${log.next_cursor}`, {token: auditor});
  await expect(200, 'GET', '/api/v1/audit?subject=ann&action=refund&object=bet:12345/b-3', {token: auditor});
  await expect(403, 'GET', '/api/v1/audit', {token: game});
  await expect(400, 'GET', '/api/v1/audit?cursor=none', {token: auditor});
  await expect(200, 'GET', '/api/v1/audit/verify', {token: auditor});
  await expect(403, 'GET', '/api/v1/audit/verify');

  // This is no sandbox.
  await post(404, '/sandbox/token', {subject: 'm.orlov', role: 'manager'}, desk);

  // The stream has no end, so only its refusals go through the proxy.
  await expect(400, 'GET', '/api/v1/events?after=nonsense');
  await expect(410, 'GET', '/api/v1/events?after=otherepoch-1');

  await expect(200, 'GET', '/healthz', {token: null});
  await expect(200, 'GET', '/readyz', {token: null});
  await expect(200, 'GET', '/metrics', {token: null});
}

// The proxy has to notice a difference, or all of the above proves nothing.
async function proxyNotices() {
  const {createServer: httpServer} = await import('node:http');
  const liar = httpServer((_, reply) => {
    reply.setHeader('Content-Type', 'application/json');
    reply.end('{"data":[{"bet_id":"b-1"}],"has_more":"no"}');
  });
  await new Promise(resolve => liar.listen(0, '127.0.0.1', resolve));
  const port = await startProxy(`http://127.0.0.1:${liar.address().port}`);
  const reply = await call(`http://127.0.0.1:${port}`, 'GET', '/api/v1/bets');
  liar.close();
  if (reply.status < 500) wrong.push(`Prism let a wrong answer pass: ${reply.status} ${reply.text}`);
}

async function startProxy(upstream) {
  const port = await freePort();
  const prism = start(process.execPath, [join(folder, 'node_modules/@stoplight/prism-cli/dist/index.js'), 'proxy', openapi, upstream,
    '--errors', '--host', '127.0.0.1', '--port', String(port)]);
  await line(prism, text => text.includes('Prism is listening'));
  return port;
}

try {
  const tokens = join(work, 'tokens');
  writeFileSync(tokens, `${game} game-1 game\n${desk} ann support\n${manager} mia manager\n${auditor} vera auditor\n`, {mode: 0o600});
  const service = start(betd, ['--listen', '127.0.0.1:0', '--db', join(work, 'betd.db'), '--token-file', tokens]);
  const address = await line(service, text => JSON.parse(text).listening);
  proxy = `http://127.0.0.1:${await startProxy(`http://${address}`)}`;
  await requests();
  await proxyNotices();
} catch (error) {
  wrong.push(String(error.stack ?? error));
} finally {
  for (const child of children) {
    child.removeAllListeners('exit');
    child.kill();
  }
  rmSync(work, {recursive: true, force: true});
}
for (const difference of wrong) console.error(difference);
console.log(`${checked} requests, ${wrong.length} differences`);
process.exitCode = wrong.length === 0 && checked >= 40 ? 0 : 1;
