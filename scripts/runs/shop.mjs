// @ts-check
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { encodeSync, time } from '@datadog/pprof';

/**
 * The shop of shop.go once more, in Node: `node shop.mjs MODE RATE SECONDS WINDOW FOLDER` writes one pprof a window.
 * `drift`: orders come and go; `slow`: from the middle on a new version of `priceOf` works twice as long.
 */
const [mode, rate, seconds, window, out] = process.argv.slice(2);
const began = performance.now();
const part = () => (performance.now() - began) / 1000 / Number(seconds);
const stock = new Map();
let size = 24;
let slowness = 0;

/** @param {number} id */
function invent(id) {
  size = Math.max(6, Math.min(60, size + 1.2 * (Math.random() - 0.5) + 0.003 * (24 - size)));
  const items = Array.from({ length: 1 + Math.floor(Math.random() * 2 * size) }, () => ({
    name: `item ${Math.floor(Math.random() * 3000)}`,
    price: Math.random() * 100,
    tags: ['new', 'sale', randomUUID()],
  }));
  return { id, email: `user${id % 5000}@shop.com`, items };
}

/** @typedef {ReturnType<typeof invent>} Order */

/** @param {Order} order */
function serve(order) {
  const text = encode(order);
  const read = decode(text);
  if (isAddress(read.email)) {
    const total = priceOf(read);
    sign(text);
    rank(read);
    if (read.id % 10 === 0) {
      pack(text);
    }
    record(read, total);
  }
}

/** @param {Order} order */
const encode = (order) => JSON.stringify(order);
/** @param {string} text @returns {Order} */
const decode = (text) => JSON.parse(text);
/** @param {string} email */
const isAddress = (email) => /^[a-z0-9.]+@[a-z]+\.(com|org|net)$/.test(email);

/** @param {Order} order */
function priceOf(order) {
  let total = 0;
  for (let round = 0; round < 6 + 6 * slowness; round++) {
    for (const { price } of order.items) {
      total += discount(price, round);
    }
  }
  return total;
}

/** @param {number} price @param {number} round */
function discount(price, round) {
  let sum = 0;
  for (let k = 1; k < 60; k++) {
    sum += Math.sqrt(price * k + round);
  }
  return sum;
}

/** @param {string} text */
function sign(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {Order} order */
function rank(order) {
  return order.items.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name }) => name.split(' ').join('-'));
}

/** @param {string} text */
function pack(text) {
  return deflateSync(text, { level: 1 });
}

/** @param {Order} order @param {number} total */
function record(order, total) {
  for (const { name } of order.items) {
    stock.set(name, (stock.get(name) ?? 0) + total);
  }
  if (stock.size > 2500) {
    stock.clear();
  }
}

let id = 0;
let due = began;
/** Serves the orders that are due, as they come at random. */
function work() {
  const now = Number(rate) * (mode === 'drift' ? 1 + 0.5 * Math.sin(2 * Math.PI * 2.3 * part()) : 1);
  slowness = mode === 'slow' && part() >= 0.5 ? 1 : 0;
  for (let most = 200; due < performance.now() && most > 0; most--) {
    due += (-Math.log(1 - Math.random()) / now) * 1000;
    serve(invent(id++));
  }
  setTimeout(work, 5);
}

work();
time.start({ durationMillis: Number(window) * 1000, intervalMicros: 1000 });
let written = 0;
const timer = setInterval(
  () => {
    const more = written + 1 < Number(seconds) / Number(window);
    writeFileSync(join(out, `${String(written++).padStart(5, '0')}.cpu.pb.gz`), encodeSync(time.stop(more)));
    if (!more) {
      clearInterval(timer);
      process.exit();
    }
  },
  Number(window) * 1000
);
