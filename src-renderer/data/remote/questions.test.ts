import { expect, it } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { createHttp } from '../transport/http.ts';
import { HubError } from '../transport/hub-error.ts';
import { createQuestions } from './questions.ts';

function asking(answer: unknown) {
  const asked: string[] = [];
  const fetch = (input: RequestInfo | URL): Promise<Response> => {
    asked.push(input instanceof Request ? input.url : String(input));
    return Promise.resolve(Response.json(answer));
  };
  return { asked, questions: createQuestions(createHttp({ origin: 'https://hub.test', token: 't', fetch })) };
}

it('asks for the dialogs of a client', async () => {
  const dialog = dialogFixture({ id: dialogId(1) });
  const { asked, questions } = asking({ dialogs: [dialog] });
  expect(await questions.contactDialogs(dialog.contactId)).toEqual([dialog]);
  expect(asked).toEqual([`https://hub.test/api/contacts/${dialog.contactId}/dialogs`]);
});

it('asks for the newest messages, then for those before', async () => {
  const page = { dialogId: dialogId(1), messages: [] };
  const { asked, questions } = asking(page);
  expect(await questions.messages(dialogId(1), null)).toEqual(page);
  await questions.messages(dialogId(1), 51);
  expect(asked.map((url) => url.split('/messages')[1])).toEqual(['', '?before=51']);
});

it('takes nothing that is not what was asked for', async () => {
  const { questions } = asking({ dialogs: [{ id: 'x' }] });
  await expect(questions.contactDialogs(dialogId(1))).rejects.toBeInstanceOf(HubError);
  await expect(asking({ product: 'teapot' }).questions.hubVersion()).rejects.toBeInstanceOf(HubError);
});
