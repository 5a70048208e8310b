import type { write as en } from '../en/write.ts';

export const write: Record<keyof typeof en, string> = {
  'write.title': 'Новый диалог',
  'write.this': 'Написать этому клиенту в другой канал',
  'write.email': 'Почта, если известна',
  'write.channel': 'Куда написать',
  'write.noChannel': 'Вы не работаете ни в одной линии с каналом.',
  'write.noWay': 'Ни в одном канале начать нельзя. Поможет телефон или почта.',
  'write.lacks.acquaintance': 'Только тем, кто уже писал сюда',
  'write.lacks.phone': 'Нужен телефон',
  'write.lacks.email': 'Нужна почта',
  'write.openHere': 'Здесь уже есть открытый диалог',
  'write.goThere': 'Перейти к нему',
  'write.address': 'На какой номер или адрес',
  'write.noText': 'Напишите, что прочтёт клиент',
  'write.tooLong': 'Слишком длинно для этого канала: не больше {max} знаков',
  'write.keys': 'Enter отправит · Shift+Enter новая строка',
  'write.other': 'Кому-то другому',
  'write.send': 'Отправить',
  'command.words.write': 'начать первым сообщение клиент',
};
