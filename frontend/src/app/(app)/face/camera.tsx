"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/button";
import * as strings from "@/strings";
import styles from "./face.module.css";

const JPEG_QUALITY = 0.92;

type Props = { onPicture: (picture: Blob) => void; onClose: () => void; onProblem: () => void };

/** The front camera. The preview is mirrored, the picture taken is not. */
export function Camera({ onPicture, onClose, onProblem }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const [isReady, setReady] = useState(false);
  const failed = useRef(onProblem);
  useEffect(() => {
    failed.current = onProblem;
  });

  useEffect(() => {
    let stream: MediaStream | null = null;
    let isOver = false;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } }, audio: false })
      .then((opened) => {
        stream = opened;
        if (isOver) stop();
        else if (video.current) video.current.srcObject = opened;
      })
      .catch(() => isOver || failed.current());
    return () => {
      isOver = true;
      stop();
    };
  }, []);

  const take = () => {
    const { current } = video;
    if (!current) return;
    const canvas = document.createElement("canvas");
    canvas.width = current.videoWidth;
    canvas.height = current.videoHeight;
    canvas.getContext("2d")?.drawImage(current, 0, 0);
    canvas.toBlob((picture) => picture && onPicture(picture), "image/jpeg", JPEG_QUALITY);
  };

  return (
    <div className={styles.source}>
      <video
        ref={video}
        className={styles.video}
        aria-label={strings.face.preview}
        autoPlay
        playsInline
        muted
        onLoadedData={() => setReady(true)}
      />
      <p>{strings.face.how}</p>
      <div className={styles.actions}>
        <Button look="solid" onClick={take} disabled={!isReady}>
          {strings.face.take}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {strings.actions.cancel}
        </Button>
      </div>
    </div>
  );
}
