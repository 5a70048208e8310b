/**
 * A messenger in which the company may write first, to a phone number. It stands in for the cloud of a vendor: everything from the
 * delivery queue up to the screens is the hub's own. Its phones live in the hub's memory and are held through routes of its own.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Channel, ChannelHub, OutgoingMessage } from '#server/channels/channel.ts';
import { transaction } from '#server/db/transaction.ts';
import { LINES, WORKSPACE } from '#server/seed/company.ts';

export const LOOPBACK = {
  id: '0190d3a0-0004-7000-8000-0000000000ff',
  name: 'WhatsApp +7 495 000-00-01',
} as const;

/** What a phone was sent. */
export const heardSchema = z.object({ messageId: z.string(), text: z.string(), files: z.array(z.string()) });
type Heard = z.infer<typeof heardSchema>;

const phoneSchema = z.object({ number: z.string().regex(/^\d+$/) });
const sayingSchema = z.object({ text: z.string() });

export function loopback(hub: ChannelHub): Channel {
  const phones = new Map<string, Heard[]>();
  const heardBy = (number: string): Heard[] => phones.get(number) ?? [];
  return {
    kind: 'whatsapp',
    idempotentSend: true,
    send(message) {
      phones.set(message.externalUserId, withMessage(heardBy(message.externalUserId), message));
      return Promise.resolve({ kind: 'sent', externalId: message.messageId });
    },
    async register(app) {
      await addChannel(hub);
      phoneRoutes(app, hub, heardBy);
    },
  };
}

/** Sent again, it is there once. */
function withMessage(heard: readonly Heard[], { messageId, text, attachments }: OutgoingMessage): Heard[] {
  const others = heard.filter((one) => one.messageId !== messageId);
  return [...others, { messageId, text, files: attachments.map(({ name }) => name) }];
}

/** On the line that the demo shop's visitors write to. */
async function addChannel({ db }: ChannelHub): Promise<void> {
  await db
    .insertInto('channels')
    .values({
      workspace_id: WORKSPACE.id,
      ...LOOPBACK,
      kind: 'whatsapp',
      line_id: LINES.shop.id,
      config: JSON.stringify({}),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function phoneRoutes(app: FastifyInstance, hub: ChannelHub, heardBy: (number: string) => Heard[]): void {
  app.get('/loopback/:number', (request) => heardBy(phoneSchema.parse(request.params).number));

  app.post('/loopback/:number', async (request) => {
    const { number } = phoneSchema.parse(request.params);
    const { text } = sayingSchema.parse(request.body);
    await transaction(hub.db, (tx) =>
      hub.receive(tx, {
        workspaceId: WORKSPACE.id,
        channelId: LOOPBACK.id,
        externalUserId: number,
        display: `+${number}`,
        externalMessageId: hub.newId(),
        text,
        at: hub.now(),
      }),
    );
    return {};
  });

  app.post('/loopback/:number/read', async (request) => {
    for (const { messageId } of heardBy(phoneSchema.parse(request.params).number))
      await hub.receipt({
        workspaceId: WORKSPACE.id,
        channelId: LOOPBACK.id,
        message: { id: messageId },
        state: 'read',
        at: hub.now(),
      });
    return {};
  });
}
