import type { Metadata } from "next";
import { SignInForm } from "@/components/auth/sign-in-form";
import { ownPath } from "@/lib/auth/own-path";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  return <SignInForm next={ownPath(next)} />;
}
