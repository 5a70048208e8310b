import { detach } from '#shared/lib/detach.ts';

let playing: HTMLMediaElement | null = null;

/** Whoever begins to play makes the one before be silent. */
export function playAlone(player: HTMLMediaElement): void {
  if (playing !== player) playing?.pause();
  playing = player;
}

/** A recording of a browser does not say how long it is: it has to be gone through once before the player can tell. */
export function learnLength(player: HTMLMediaElement): void {
  if (player.duration !== Infinity) return;
  const goesOn = player.autoplay || !player.paused;
  const back = (): void => {
    if (player.duration === Infinity) return;
    player.removeEventListener('durationchange', back);
    player.currentTime = 0;
    if (goesOn) detach(player.play(), () => undefined);
  };
  player.addEventListener('durationchange', back);
  player.currentTime = Number.MAX_SAFE_INTEGER;
}
