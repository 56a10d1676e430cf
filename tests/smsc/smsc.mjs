// A carrier's SMSC on the npm package smpp, whose reading of SMPP 3.4 is not ours. It keeps a text until it is
// acknowledged, over any number of connections, as a carrier's store does. Every phone number is fictitious.
import smpp from 'smpp';

const receiptClass = 0x04;

export class Smsc {
  /** `tls`: { key, cert } in PEM, where the line is encrypted. */
  constructor(password, tls = {}) {
    this.password = password;
    this.tls = tls;
    this.waiting = [];
    this.submitted = [];
    this.sessions = new Map();
    this.window = 20;
    this.acknowledged = this.again = this.binds = this.mostUnderWay = this.refusedUs = 0;
    this.answerAfter = 0;
    this.receipts = 'after';
    this.refuse = [];
  }

  /** Any free port the first time, the same again after die(). */
  listen() {
    this.server = smpp.createServer(this.tls, (session) => this.connected(session));
    this.server.on('tlsClientError', () => ++this.refusedUs);
    return new Promise((done) => {
      this.server.listen(this.port ?? 0, '127.0.0.1', () => {
        this.port = this.server.address().port;
        done();
      });
    });
  }

  /** As by kill -9 of a carrier's machine: what came and wasn't read is gone, what was kept is kept. */
  async die() {
    const closed = new Promise((done) => this.server.close(done));
    for (const session of this.sessions.keys()) this.lose(session);
    await closed;
  }

  connected(session) {
    this.sessions.set(session, { open: new Set(), receives: false, underWay: 0 });
    session.on('error', () => this.lose(session));
    session.on('close', () => this.lose(session));
    for (const bind of ['transceiver', 'transmitter', 'receiver'])
      session.on(`bind_${bind}`, (pdu) => this.bound(session, pdu, bind !== 'transmitter'));
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu) => this.submit(session, pdu));
  }

  lose(session) {
    const state = this.sessions.get(session);
    if (!state) return;
    this.sessions.delete(session);
    session.destroy();
    this.waiting.unshift(...state.open);
    this.pump();
  }

  bound(session, pdu, receives) {
    if (pdu.password !== this.password) {
      session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
      return;
    }
    ++this.binds;
    session.send(pdu.response({ system_id: 'somebody' }));
    this.sessions.get(session).receives = receives;
    this.pump();
  }

  /** Delivers what the receivers' windows take. */
  pump() {
    for (const [session, state] of this.sessions)
      while (state.receives && state.open.size < this.window && this.waiting.length > 0)
        this.deliver(session, state, this.waiting.shift());
  }

  deliver(session, state, text) {
    state.open.add(text);
    this.again += text.told ? 1 : 0;
    text.told = true;
    session.deliver_sm({ ...text.fields }, (response) => {
      if (!state.open.delete(text)) return;
      if (response.command_status !== 0) throw new Error(`answered with status ${response.command_status}`);
      ++this.acknowledged;
      this.pump();
    });
  }

  arrives(from, message, more = {}) {
    const fields = {
      source_addr_ton: 1, source_addr_npi: 1, source_addr: from.replace('+', ''),
      dest_addr_ton: 3, destination_addr: '1708', short_message: message, ...more,
    };
    this.waiting.push({ fields, told: false });
  }

  /** In parts of `size` characters, by a user data header. */
  arrivesLong(from, text, size, reference) {
    const total = Math.ceil(text.length / size);
    for (let n = 0; n < total; ++n) {
      const udh = Buffer.from([5, 0, 3, reference, total, n + 1]);
      this.arrives(from, { udh, message: text.slice(n * size, (n + 1) * size) }, { esm_class: 0x40 });
    }
  }

  submit(session, pdu) {
    const status = this.refuse.shift() ?? 0;
    if (status !== 0) {
      session.send(pdu.response({ command_status: status }));
      return;
    }
    const state = this.sessions.get(session);
    if (!state) return;
    const id = 1000 + this.submitted.length;
    const { message, udh } = pdu.short_message;
    this.submitted.push({ id, to: `+${pdu.destination_addr}`, text: message, udh });
    this.mostUnderWay = Math.max(this.mostUnderWay, ++state.underWay);
    if (this.receipts === 'before') this.receipt(pdu, id);
    setTimeout(() => {
      --state.underWay;
      session.send(pdu.response({ message_id: id.toString(16) }));
      if (this.receipts === 'after') this.receipt(pdu, id);
    }, this.answerAfter);
  }

  receipt(pdu, id) {
    const text = `id:${id} sub:001 dlvrd:001 submit date:2611300500 done date:2611300501 stat:DELIVRD err:000 text:`;
    this.arrives(pdu.destination_addr, text, { esm_class: receiptClass });
    this.pump();
  }
}
