"use client";

import { Camera as CameraIcon, ScanFace } from "lucide-react";
import { type ChangeEvent, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/button";
import * as strings from "@/strings";
import { Camera } from "./camera";
import styles from "./face.module.css";

/** The camera if the browser allows it (https or localhost), and a file input, which offers the camera on phones. */
export function PortraitSource({ onPortrait }: { onPortrait: (picture: Blob) => void }) {
  const [isCameraOn, setCameraOn] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const hasCamera = useSyncExternalStore(never, cameraAllowed, () => false);
  const files = useRef<HTMLInputElement>(null);
  const phone = useRef<HTMLInputElement>(null);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const picture = event.target.files?.[0];
    event.target.value = ""; // so that the same picture can be chosen again
    if (picture) onPortrait(picture);
  };

  if (isCameraOn)
    return (
      <Camera
        onPicture={onPortrait}
        onClose={() => setCameraOn(false)}
        onProblem={() => {
          setCameraOn(false);
          setProblem(strings.face.cameraRefused);
        }}
      />
    );
  return (
    <div className={styles.source}>
      <ScanFace size={40} strokeWidth={1.5} aria-hidden />
      <p>{strings.face.how}</p>
      <div className={styles.actions}>
        {hasCamera && (
          <Button look="solid" onClick={() => setCameraOn(true)}>
            <CameraIcon size={20} aria-hidden /> {strings.face.camera}
          </Button>
        )}
        <Button look={hasCamera ? "outline" : "solid"} onClick={() => files.current?.click()}>
          {strings.face.choose}
        </Button>
        {!hasCamera && (
          <Button className={styles.phone} onClick={() => phone.current?.click()}>
            <CameraIcon size={20} aria-hidden /> {strings.face.take}
          </Button>
        )}
      </div>
      {problem && <p role="alert">{problem}</p>}
      {!hasCamera && !problem && <p className={styles.soft}>{strings.face.noCamera}</p>}
      <input
        ref={files}
        type="file"
        accept="image/*,.heic,.heif,.avif"
        hidden
        onChange={choose}
        data-testid="portrait"
      />
      <input ref={phone} type="file" accept="image/*" capture="user" hidden onChange={choose} />
    </div>
  );
}

const never = () => () => {};
// `mediaDevices` is undefined on plain http, except on localhost.
const cameraAllowed = () => typeof navigator.mediaDevices?.getUserMedia === "function";
