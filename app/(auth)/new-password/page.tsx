import type { Metadata } from "next";
import { NewPasswordForm } from "@/components/auth/new-password-form";

export const metadata: Metadata = { title: "Set a password", referrer: "no-referrer" };

export default function NewPasswordPage() {
  return <NewPasswordForm />;
}
