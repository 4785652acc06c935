// Many tickets at once.

import assert from 'node:assert/strict';
import { words } from '../lib/desk.mjs';
import { MINA, row, rows, THEO } from './cast.mjs';

/** What the page says that was done. */
const said = (page) => page.locator('#said').innerText();

/** Presses a button that changes the list, in place or by another page, and waits until it says so. */
async function act(page, button, expected) {
  await button.click();
  await page.locator('#said', { hasText: expected }).waitFor();
}

/** What covers the middle of what has the focus: nothing, but for its own parts and what it is part of. */
const covered = (page) => page.evaluate(() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const seen = document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2);
  return !seen || seen.closest('.bulk, .dock, .bar-top') ? `${document.activeElement.outerHTML} under ${seen?.outerHTML.slice(0, 80)}` : null;
});

const apply = (page) => page.locator('.bulk').getByRole('button', { name: 'Apply' });
const check = (page, number) => row(page, number).getByRole('checkbox').check();

export async function bulk(t, stage, mina, tickets) {
  const { page } = mina;

  await t.test('s2_3 s2_n1 s4_8 the checked ones are assigned, and it is undone', async () => {
    await mina.go('/desk?view=unassigned');
    const [first, second] = await rows(page);
    await check(page, first);
    await check(page, second);
    await page.getByLabel('Change', { exact: true }).selectOption(THEO.name);
    await stage.check(mina, 'd20-checked');
    await act(page, apply(page), `2 tickets are assigned to ${THEO.name}`);
    assert.ok(!(await rows(page)).includes(first));
    await stage.check(mina, 'd21-assigned');
    await act(page, page.locator('#said').getByRole('button', { name: 'Undo' }), '2 tickets are as they were before');
    assert.deepEqual((await rows(page)).slice(0, 2), [first, second]);
    await stage.check(mina, 'd22-undone');
  });

  await t.test('all that match are changed, on this page and on the others', async () => {
    await mina.go('/desk?view=unassigned');
    await check(page, (await rows(page))[0]);
    await page.getByLabel(/^All \d+ that match$/).check();
    await page.getByLabel('Change', { exact: true }).selectOption('High');
    await act(page, apply(page), '25 tickets are now of this priority: High');
    await mina.go('/desk?view=high-and-urgent');
    assert.equal((await rows(page)).length, 25);
  });

  await t.test('what the keyboard reaches is not under the bar', async () => {
    await mina.go('/desk?view=all');
    await check(page, tickets[20]);
    for (const isNoteOpen of [false, true]) {
      if (isNoteOpen) await page.locator('.bulk summary').click();
      await row(page, tickets[2]).getByRole('checkbox').focus();
      for (let back = 0; back < 30; back += 1) {
        await page.keyboard.press('Shift+Tab');
        assert.equal(await covered(page), null, `${back + 1} back, the note is ${isNoteOpen ? 'open' : 'closed'}`);
      }
    }
  });

  await t.test('s2_n3 what is refused is said, ticket by ticket', async () => {
    await mina.go('/desk?view=mine');
    await check(page, tickets[0]);
    await page.getByLabel('Change', { exact: true }).selectOption('Nobody');
    await act(page, apply(page), 'Nothing was changed');
    assert.match(await said(page), new RegExp(`#${tickets[0]}.*somebody has to work on it`, 's'));
    await stage.check(mina, 'd23-refused');
  });

  await t.test('s1_n5 a note without a word is refused, and what was checked stays checked', async () => {
    await mina.go('/desk?view=all');
    await check(page, tickets[20]);
    await page.locator('.bulk summary').click();
    await page.getByRole('button', { name: 'Write the note' }).click();
    await page.getByText('Write the note first').first().waitFor();
    assert.ok(await row(page, tickets[20]).getByRole('checkbox').isChecked());
    await stage.check(mina, 'd24-note-refused');
    await page.getByLabel(/^Internal note/).fill('Ask the caretaker about the third floor');
    await act(page, page.getByRole('button', { name: 'Write the note' }), 'The note is written on 1 ticket');
    assert.match(await words(page), /Undo/);
    assert.ok(MINA.name);
  });
}
