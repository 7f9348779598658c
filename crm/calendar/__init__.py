"""The schools' calendar: years, periods, exam weeks and holidays, and the days on which somebody may be approached.

General patterns are data (`data/calendar`); what a school typed of its own (`SchoolPeriod`, `CourseDates`) wins.
"""
