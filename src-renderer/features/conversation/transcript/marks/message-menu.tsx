import {
  CheckCheck,
  Copy,
  MessageSquareQuote,
  Pencil,
  Reply,
  RotateCw,
  SmilePlus,
  Trash2,
} from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { MenuAt, MenuItem, MenuSeparator } from '#renderer/kit/menu.tsx';
import { Kbd } from '#renderer/kit/kbd.tsx';
import { reactionOf } from '#shared/domain/reactions.ts';
import { cn } from '#renderer/kit/cn.ts';
import { tellsDelivery } from '../delivery.ts';
import { useTranscript } from '../transcript-context.ts';
import { QUICK_REACTIONS, type MenuPlace } from './marks-port.ts';

interface MessageMenuProps {
  place: MenuPlace | null;
  /** Any emoji there is. */
  onAnyReaction: (place: MenuPlace) => void;
  onClose: () => void;
}

/** All that can be done to one message; one menu for the whole transcript. */
export function MessageMenu({ place, onAnyReaction, onClose }: MessageMenuProps): ReactNode {
  const { t } = useTexts();
  const { me, marks, openDoctor } = useTranscript();
  if (place === null) return null;
  const { item, x, y } = place;
  const { message } = item;
  const may = marks.may(message);
  const text = message.body.kind === 'text' ? message.body.text : '';
  const mine = reactionOf(message.reactions, me);
  return (
    <MenuAt label={t('message.menu')} x={x} y={y} onClose={onClose}>
      {may.react && (
        <div role="group" aria-label={t('message.react')} className="flex gap-0.5 p-1">
          {QUICK_REACTIONS.map((emoji) => (
            <Radix.Item
              key={emoji}
              aria-label={t('message.reactWith', { emoji })}
              onSelect={() => marks.react(message.id, mine === emoji ? null : emoji)}
              className={cn(
                'flex size-8 items-center justify-center rounded-md text-lg outline-none select-none data-[highlighted]:bg-hover',
                mine === emoji && 'bg-hover ring-1 ring-accent',
              )}
            >
              {emoji}
            </Radix.Item>
          ))}
        </div>
      )}
      {may.react && (
        <MenuItem icon={<SmilePlus size={15} />} onSelect={() => onAnyReaction(place)}>
          {t('message.reactOther')}
        </MenuItem>
      )}
      {may.reply && (
        <MenuItem
          icon={<Reply size={15} />}
          trailing={<Kbd combo={{ code: 'KeyR' }} />}
          onSelect={() => marks.reply(message)}
        >
          {t('message.reply')}
        </MenuItem>
      )}
      {may.edit && (
        <MenuItem
          icon={<Pencil size={15} />}
          trailing={<Kbd combo={{ code: 'KeyE' }} />}
          onSelect={() => marks.edit(message)}
        >
          {t('message.edit')}
        </MenuItem>
      )}
      {text !== '' && (
        <MenuItem icon={<Copy size={15} />} onSelect={() => void navigator.clipboard?.writeText(text)}>
          {t('message.copy')}
        </MenuItem>
      )}
      {may.keep && (
        <MenuItem icon={<MessageSquareQuote size={15} />} onSelect={() => marks.keep(message)}>
          {t('reply.makeFrom')}
        </MenuItem>
      )}
      {tellsDelivery(item) && (
        <MenuItem
          icon={<CheckCheck size={15} />}
          onSelect={() =>
            openDoctor({
              messageId: message.id,
              anchor: { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) },
            })
          }
        >
          {t('command.asks', { title: t('doctor.title') })}
        </MenuItem>
      )}
      {may.retry && (
        <MenuItem icon={<RotateCw size={15} />} onSelect={() => marks.deliverAgain(message.id)}>
          {t('message.retry')}
        </MenuItem>
      )}
      {may.delete && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<Trash2 size={15} />}
            trailing={<Kbd combo={{ code: 'Delete' }} />}
            onSelect={() => marks.remove(message)}
          >
            {t('message.delete')}
          </MenuItem>
        </>
      )}
    </MenuAt>
  );
}
