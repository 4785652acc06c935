// The built-in mailbox, read as a person reads it: by its pages.

import { until } from './processes.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (html) =>
  html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name]);
const LINE = /<a href="\/dev\/mail\/(\d+)">(.*?)<\/a>.*?To <bdi>(.*?)<\/bdi>/gs;

/** The mails of one desk: each is handed out once, so the next of the same kind is another one. */
export function mailbox(origin) {
  const read = new Set();
  const get = (path) => fetch(origin + path).then((answer) => answer.text());

  /** The oldest unread mail to this address whose subject begins so: `{ text, code, link }`. What can be taken back for
   * a while is sent after that: then wait longer. */
  return async (to, subject, seconds = 10) => {
    let lines;
    const id = await until(`a mail "${subject}" to ${to}`, async () => {
      lines = [...(await get('/dev/mail')).matchAll(LINE)];
      const fits = lines.filter(([, id, about, whom]) =>
        !read.has(id) && [plain(whom), plain(whom).match(/<(.*)>$/)?.[1]].includes(to) && plain(about).startsWith(subject));
      return fits.at(-1)?.[1];
    }, seconds).catch((error) => {
      console.log(lines.map(([, id, about, whom]) => [id, read.has(id), plain(about), plain(whom)].join(' | ')).join('\n'));
      throw error;
    });
    read.add(id);
    const [, text] = (await get(`/dev/mail/${id}`)).match(/<div class="box body">(.*?)<\/div>/s);
    const words = plain(text.replaceAll('</p>', '\n'));
    const link = words.match(/https?:\/\/[^\s]+/g)?.map((url) => new URL(url)).find((url) => url.searchParams.has('token'));
    return { id, text: words, code: words.match(/\b\d{6}\b/)?.[0], link: link && origin + link.pathname + link.search };
  };
}
