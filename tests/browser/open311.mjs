// A client of GeoReport v2 written from the specification's tables alone, in JSON and in XML, against the real gateway:
// open311.mjs PROGRAMS AGENCIES FOLDER. The exit status is the verdict.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { run } from './run_tests.mjs';
import { Gateway } from './gateway.mjs';

const [programs, agencies, folder] = process.argv.slice(2);
const place = `${folder}/open311`;
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
const gateway = new Gateway(programs, agencies, place, 'behind_proxy = true\n');
let base, key, visitor;  // visitor: as the proxy tells it, another for each test

/** XML as the Spark convention maps it to JSON: an element of these is a list of its children. */
const lists = ['endpoints', 'formats', 'services', 'attributes', 'values', 'service_requests', 'errors'];
const entities = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };
const plain = (text) => text.replace(/&(lt|gt|amp|quot|#39);/g, (e) => entities[e]);

function element(text, at) {
  const tag = /<([a-z_]+)(\/?)>/y;
  tag.lastIndex = at;
  const [whole, name, empty] = tag.exec(text) ?? assert.fail(`no element at ${text.slice(at, at + 40)}`);
  at += whole.length;
  if (empty) return { name, value: null, at };
  const children = [];
  while (text[at] === '<' && text[at + 1] !== '/') {
    const child = element(text, at);
    children.push(child);
    at = child.at;
  }
  const end = text.indexOf(`</${name}>`, at);
  assert.ok(end >= 0, `${name} has no end`);
  const inside = text.slice(at, end);
  assert.ok(children.length === 0 || inside === '', `words between the elements of ${name}`);
  const is_list = lists.includes(name);
  const value = is_list ? children.map((c) => c.value)
    : children.length > 0 ? Object.fromEntries(children.map((c) => [c.name, c.value])) : plain(inside);
  return { name, value, at: end + name.length + 3 };
}

function read_xml(text) {
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
  assert.ok(text.toLowerCase().startsWith(declaration), 'the declaration names the encoding');
  const root = element(text, declaration.length);
  assert.equal(text.slice(root.at).trim(), '');
  return root.value;
}

const types = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' };

async function ask(path, format, query = {}, form) {
  const headers = { 'X-Forwarded-For': visitor };
  if (form) headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=utf-8';
  const answer = await fetch(`${gateway.url}/open311/v2/${path}.${format}?${new URLSearchParams(query)}`,
    { headers, ...(form && { method: 'POST', body: new URLSearchParams(form) }) });
  assert.equal(answer.headers.get('content-type'), types[format], path);
  const text = await answer.text();
  return { status: answer.status, value: format === 'json' ? JSON.parse(text) : read_xml(text) };
}

const w3_time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;  // no fractions: not every client reads them
const a_text = (v) => typeof v === 'string' && v.length > 0;
const optional = (holds) => (v) => v === null || holds(v);
const one_of = (...values) => (v) => values.includes(v);

/** A row has exactly these fields, and each holds. */
function table(row, fields, where) {
  assert.deepEqual(Object.keys(row).sort(), Object.keys(fields).sort(), where);
  for (const [name, holds] of Object.entries(fields)) assert.ok(holds(row[name]), `${where}: ${name} is ${JSON.stringify(row[name])}`);
}

const truth = { json: one_of(true, false), xml: one_of('true', 'false') };
const request_fields = {
  service_request_id: a_text, status: one_of('open', 'closed'), status_notes: optional(a_text), service_name: optional(a_text),
  service_code: optional(a_text), description: optional((v) => v.length <= 4000), agency_responsible: optional(a_text),
  service_notice: optional(a_text), requested_datetime: (v) => w3_time.test(v), updated_datetime: (v) => w3_time.test(v),
  expected_datetime: optional((v) => w3_time.test(v)), address: optional(a_text), address_id: optional(a_text),
  zipcode: optional(a_text), lat: optional((v) => Math.abs(v) <= 90), long: optional((v) => Math.abs(v) <= 180), media_url: optional(a_text),
};

function error_of(answer, status) {
  assert.equal(answer.status, status);
  assert.ok(answer.value.length >= 1);
  for (const error of answer.value) {
    assert.equal(Number(error.code), status);
    assert.ok(a_text(error.description));
  }
}

const tests = [];
const test = (sentence, body) => ['json', 'xml'].forEach((format) =>
  tests.push({ name: `${format}: ${sentence}`, body: () => {
    visitor = `10.0.0.${tests.findIndex((t) => t.name === `${format}: ${sentence}`) + 1}`;
    return body(format);
  } }));
const good = (more = {}) => ({ api_key: key, service_code: 'JALAN', address_id: '33.16', description: 'lubang besar sekali', ...more });

test('discovery names an endpoint of GeoReport v2 with its formats', async (format) => {
  const { status, value } = await ask('discovery', format);
  assert.equal(status, 200);
  table(value, { changeset: (v) => w3_time.test(v), contact: a_text, key_service: a_text, endpoints: Array.isArray }, 'discovery');
  for (const endpoint of value.endpoints) {
    table(endpoint, { specification: one_of('http://wiki.open311.org/GeoReport_v2'), url: (v) => v === base,
      changeset: (v) => w3_time.test(v), type: one_of('production', 'test', 'acceptance'),
      formats: (v) => v.includes('text/xml') && v.includes('application/json') }, 'endpoint');
  }
});

test('services have the fields of the table, and each with metadata its definition', async (format) => {
  const { value } = await ask('services', format, { jurisdiction_id: '' });
  assert.ok(value.length > 10);
  for (const service of value)
    table(service, { service_code: a_text, service_name: a_text, description: a_text, metadata: truth[format],
      type: one_of('realtime', 'batch', 'blackbox'), keywords: (v) => v === null || typeof v === 'string', group: optional(a_text) }, 'service');
  for (const { service_code } of value) {
    const definition = (await ask(`services/${service_code}`, format)).value;
    table(definition, { service_code: one_of(service_code), attributes: Array.isArray }, 'definition');
    for (const attribute of definition.attributes) {
      table(attribute, { variable: truth[format], code: a_text,
        datatype: one_of('string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'), required: truth[format],
        datatype_description: optional(a_text), order: (v) => Number(v) >= 1, description: a_text, values: Array.isArray }, 'attribute');
      for (const one of attribute.values) table(one, { key: a_text, name: a_text }, 'value');
    }
  }
  error_of(await ask('services/NONE', format), 404);
  error_of(await ask('services', format, { jurisdiction_id: 'mars.example' }), 404);
});

test('a request is posted, and read with the fields of the table', async (format) => {
  const { status, value } = await ask('requests', format, {}, good({ 'attribute[area]': '33.16', email: 'a@example.org',
    first_name: 'A', last_name: 'B', device_id: 'd', account_id: '', media_url: '' , description: `lubang & <besar> ${format}` }));
  assert.equal(status, 201);
  assert.equal(value.length, 1);
  table(value[0], { service_request_id: a_text, service_notice: optional(a_text), account_id: optional(a_text) }, 'posted');
  const id = value[0].service_request_id;
  const one = await ask(`requests/${id}`, format);
  assert.equal(one.status, 200);
  assert.equal(one.value.length, 1);
  table(one.value[0], request_fields, 'request');
  assert.equal(one.value[0].service_request_id, id);
  assert.equal(one.value[0].service_code, 'JALAN');
  assert.equal(one.value[0].address_id, '33.16');
  assert.equal(one.value[0].status, 'open');
  const extended = (await ask(`requests/${id}`, format, { extensions: 'true' })).value[0];
  assert.equal(extended.extended_attributes.channel, 'app');
  const again = await ask('requests', format, { service_request_id: `${id},${id}` , status: 'closed' });
  assert.equal(again.value[0].service_request_id, id, 'service_request_id overrides the other arguments');
});

test('the list is narrowed by each argument, and an empty one is as none', async (format) => {
  const all = (await ask('requests', format)).value;
  assert.ok(all.length >= 1);
  for (const row of all) table(row, request_fields, 'request');
  const same = (await ask('requests', format, { service_code: '', start_date: '', end_date: '', status: '', jurisdiction_id: '' })).value;
  assert.deepEqual(same, all);
  assert.ok((await ask('requests', format, { service_code: 'JALAN,LAMPU' })).value.every((r) => ['JALAN', 'LAMPU'].includes(r.service_code)));
  assert.equal((await ask('requests', format, { status: 'closed' })).value.length, 0);
  assert.equal((await ask('requests', format, { status: 'open,closed' })).value.length, all.length);
  const now = Date.now();
  const w3 = (ms) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');
  assert.equal((await ask('requests', format, { start_date: w3(now - 3600e3), end_date: w3(now + 60e3) })).value.length, all.length);
  assert.equal((await ask('requests', format, { end_date: w3(now - 24 * 3600e3) })).value.length, 0);
  error_of(await ask('requests', format, { start_date: 'yesterday' }), 400);
  error_of(await ask('requests', format, { status: 'lost' }), 400);
});

test('what is missing, wrong or forbidden has its code', async (format) => {
  const post = (form) => ask('requests', format, {}, form);
  error_of(await post(good({ api_key: '' })), 403);
  error_of(await post(good({ api_key: 'app.wrong' })), 403);
  error_of(await post(good({ service_code: '' })), 400);
  error_of(await post(good({ service_code: 'NONE' })), 404);
  error_of(await post(good({ address_id: '' })), 400);
  error_of(await post(good({ jurisdiction_id: 'mars.example' })), 404);
  error_of(await post(good({ description: 'a'.repeat(4001) })), 400);
  error_of(await ask('requests/999', format), 404);
  error_of(await ask('tokens/123', format), 404);
});

test('what was told in confidence is not there, by list and by number', async (format) => {
  const told = gateway.ctl('new', '--channel', 'hotline', `pungli di kantor dinas ${format}`).ticket;
  error_of(await ask(`requests/${told}`, format), 404);
  const all = (await ask('requests', format)).value;
  assert.ok(all.every((r) => r.service_request_id !== told));
});

test('the same request within a day is the same report', async (format) => {
  const body = good({ description: `jalan amblas ${format}` });
  const id = async () => {
    const answer = await ask('requests', format, {}, body);
    assert.equal(answer.status, 201);
    return answer.value[0].service_request_id;
  };
  assert.equal(await id(), await id());
});

test('who asks too often is told so in the format that was asked for', async (format) => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask('requests', format, { page_size: 1 })));
  const refused = answers.filter((a) => a.status !== 200);
  assert.ok(refused.length > 0);
  refused.forEach((a) => error_of(a, 429));
});

await run(tests, async () => {
  await gateway.start();
  base = `https://127.0.0.1:${gateway.port}/open311/v2`;
  key = gateway.ctl('web', 'key', 'add', 'uji', '--channel', 'app').key;
}, () => gateway.stop());
