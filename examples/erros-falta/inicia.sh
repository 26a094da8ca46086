#!/bin/sh
echo "No ar."
